// The work of the cron trigger: `steps` below. Each step works in batches of bounded size until
// nothing is left or its share is used up, and does at least one. Every batch is complete in
// itself, so a cron that is cut off loses nothing: the next run does the rest, and /health reports
// it (./house-state.ts). No step reads more because more is stored: each finds its work by an
// index, or looks at the next few rows.

import { keptAfterRetiringMs, REPLACED_AFTER_MS } from "../../core/oidc/signing-keys.ts";
import { lackOf } from "../../core/system/health.ts";
import type { Settings } from "../../settings.ts";
import type { TrailBucket } from "../audit/archive/trail-bucket.ts";
import { makeCheckpoints, type SigningResult } from "../audit/checkpoints/checkpoint.ts";
import type { TrailHeads } from "../audit/checkpoints/head.ts";
import { retire } from "../audit/checkpoints/retention.ts";
import { noteCounts } from "../audit/note-counts.ts";
import { missingKeys } from "../keys/check.ts";
import type { Keyring } from "../keys/keyring.ts";
import { resealSome } from "../keys/reseal-cron.ts";
import { sealAddresses } from "../keys/seal-addresses.ts";
import { countPeople } from "../numbers/count-people.ts";
import { forgetSums, sumRows } from "../numbers/sum-rows.ts";
import { certifyKeys, forgetKeys, rotateKeys } from "../oidc/keys.ts";
import { moveDueBlocks } from "../users/due-blocks.ts";
import { foldNames } from "../users/fold-names.ts";
import { removeDeleted } from "../users/removal/due-removals.ts";
import { archiving } from "./archiving.ts";
import { forgetting } from "./forget.ts";
import { noteRun, type Remainder } from "./house-state.ts";
import { warnOfOtherSuites } from "./other-suites.ts";

type HouseRules = Pick<
  Settings,
  "auditDatabaseMs" | "auditRetentionMs" | "ocraSuite" | "proximityNetworks" | "scimDeleteAfterMs" | "sessionMaxMs"
> &
  Partial<Pick<Settings, "auditFaultyRows">>;

/**
 * How long one cron works. The next comes after five minutes (wrangler.toml), and two at once would
 * do each other's work twice. Cloudflare ends a cron after 15 minutes, or after 30 seconds of CPU
 * time, which is hardly used: most of the time it waits for D1.
 */
export const BUDGET_MS = 4 * 60 * 1000;

/**
 * Batches of one cron besides the first of each step. Cloudflare allows 1000 statements to D1 (on
 * the free plan 50, and the next cron does the rest), and a batch has at most four, but for those
 * of blocks and deletions (about eleven, for many people), of which there are seldom two. So one
 * cron signs 250 000 rows and sums 150 000, about as many as a database writes in five minutes at
 * most; after an import or a restore, the crons that follow do the rest.
 */
const MAX_BATCHES = 200;

export async function runHousekeeping(
  db: D1Database,
  keyring: Keyring,
  keeper: TrailHeads,
  rules: HouseRules,
  nowMs: number,
  { clock = Date.now, bucket }: { readonly clock?: () => number; readonly bucket?: TrailBucket | undefined } = {},
): Promise<void> {
  const { auditRetentionMs, ocraSuite, proximityNetworks, sessionMaxMs } = rules;
  const endMs = clock() + BUDGET_MS;
  let batches = 0;
  let share = 0;
  const goesOn = () => clock() < endMs && batches < share && ++batches > 0;
  const expiredMs = auditRetentionMs > 0 ? nowMs - auditRetentionMs : 0;
  const faultyRows = rules.auditFaultyRows?.filter(({ database }) => database === bucket?.database) ?? [];
  const archive =
    bucket &&
    archiving(db, keyring, { heads: keeper, bucket, faultyRows }, rules.auditDatabaseMs, expiredMs, nowMs, goesOn);
  const steps: Readonly<Record<string, () => Promise<Remainder>>> = {
    // First: a leaver's date must not wait for a backlog of the others.
    blocks: () => moveDueBlocks(db, keyring, nowMs),
    deletions: () => removeDeleted(db, nowMs - rules.scimDeleteAfterMs),
    counts: () => noteCounts(db, keyring, nowMs),
    checkpoints: async () => remainderOf(await makeCheckpoints(db, keyring, keeper, nowMs, goesOn)),
    sums: () => sumRows(db, proximityNetworks),
    people: () => countPeople(db, nowMs),
    names: () => foldNames(db),
    oldSums: once(() => forgetSums(db, nowMs)),
    ...(archive?.steps ?? {
      retention: async () => expiredMs > 0 && retire(db, keyring, { olderThanMs: expiredMs }, nowMs, goesOn),
    }),
    ...forgetting(db, nowMs),
    keys: once(() => warnOfMissingKeys(db, keyring)),
    addresses: () => sealAddresses(db, keyring),
    // Even without older roots: it reports what is left under a root that was dropped too early.
    reseal: once(() => resealSome(db, keyring)),
    signingKeys: once(async () => {
      const published = await rotateKeys(db, keyring, nowMs, nowMs - REPLACED_AFTER_MS);
      if (published > 0) console.log(`signing keys: ${published} published, which sign in two days`);
      await forgetKeys(db, nowMs - keptAfterRetiringMs({ sessionMaxMs }));
      await certifyKeys(db, keyring, nowMs);
    }),
    suites: once(() => warnOfOtherSuites(db, ocraSuite)),
  };
  let finished = true;
  for (const [name, step] of Object.entries(steps)) {
    let remainder: Remainder;
    // Half of what is left, so that a long backlog of one step does not hold up the others.
    share = Math.ceil((batches + MAX_BATCHES) / 2);
    do remainder = await step().catch((error) => failed(name, error));
    while (remainder === true && goesOn());
    finished &&= !remainder;
  }
  await noteRun(db, nowMs, finished, archive?.fault() ?? "");
}

const once = (work: () => Promise<void>) => (): Promise<Remainder> => work().then(() => false);
const remainderOf = (signing: SigningResult): Remainder => (signing.ok ? signing.more : "stuck");

/** A step that fails does not stop the others. */
function failed(name: string, error: unknown): Remainder {
  console.error(`housekeeping: ${name} failed:`, error);
  return "stuck";
}

async function warnOfMissingKeys(db: D1Database, keyring: Keyring): Promise<void> {
  const missing = await missingKeys(db, keyring);
  if (missing.length > 0) console.error(lackOf(missing));
}
