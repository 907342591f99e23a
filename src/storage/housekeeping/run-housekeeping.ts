// The work of the cron trigger: it makes audit rows of counted refusals, signs checkpoints, removes expired audit rows, forgets
// expired logins, old enrolment links and old sign-ins, reseals what is sealed under an older root, and warns of problems that a
// person must solve. Each step is a batch of bounded size, repeated until nothing is left or the time is up. Every batch is
// complete in itself, so a cron that is cut off loses nothing. The next run does the rest, and /health reports it (./house-state.ts).

import { NETWORK_KEPT_MS, TRIES_KEPT_MS } from "../../core/admin/sign-in-tries.ts";
import { lackOf } from "../../core/health.ts";
import type { Settings } from "../../settings.ts";
import { makeCheckpoints, type Signing } from "../audit/checkpoint.ts";
import type { HeadKeeper } from "../audit/head.ts";
import { noteCounts } from "../audit/refusal-count.ts";
import { retire } from "../audit/retention.ts";
import { missingKeys } from "../keys/check.ts";
import type { Keyring } from "../keys/keyring.ts";
import { resealSome } from "../keys/reseal-cron.ts";
import { statement } from "../sql/sql.ts";
import { noteRun } from "./house-state.ts";

type HouseRules = Pick<Settings, "auditRetentionMs" | "ocraSuite">;

/**
 * How long one cron works. Cloudflare ends it after 15 minutes, logins need the database too, and the next run comes within the
 * hour. In this time it can sign and remove more rows than an hour writes.
 */
export const BUDGET_MS = 4 * 60 * 1000;

export async function runHousekeeping(
  db: D1Database,
  keyring: Keyring,
  keeper: HeadKeeper,
  { auditRetentionMs, ocraSuite }: HouseRules,
  nowMs: number,
  clock: () => number = Date.now,
): Promise<void> {
  const steps: Readonly<Record<string, () => Promise<Left>>> = {
    counts: () => noteCounts(db, keyring, nowMs),
    checkpoints: async () => leftOf(await makeCheckpoints(db, keyring, keeper, nowMs)),
    retention: async () => auditRetentionMs > 0 && retire(db, keyring, nowMs - auditRetentionMs, nowMs),
    challenges: () => forget(statement(db, FORGET_EXPIRED, { now: nowMs })),
    links: () => forget(statement(db, FORGET_LINKS, { before: nowMs - LINKS_KEPT_MS })),
    sessions: () => forget(statement(db, FORGET_SESSIONS, { now: nowMs })),
    signIns: () => forget(statement(db, FORGET_SIGN_INS, signInsBefore(nowMs))),
    keys: once(() => warnOfMissingKeys(db, keyring)),
    // This runs without older roots too, and then reports what is left under a root that was dropped too early.
    reseal: once(() => resealSome(db, keyring)),
    suites: once(() => warnOfOtherSuites(db, ocraSuite)),
  };
  const endMs = clock() + BUDGET_MS;
  let finished = true;
  for (const [name, step] of Object.entries(steps)) {
    let left: Left;
    do left = await step().catch((error) => failed(name, error));
    while (left === true && clock() < endMs);
    finished &&= !left;
  }
  await noteRun(db, nowMs, finished);
}

/** The work that a step leaves: true asks for another batch; "stuck" means that it cannot go on until the cause is fixed. */
type Left = boolean | "stuck";

const once = (work: () => Promise<void>) => (): Promise<Left> => work().then(() => false);
const leftOf = (signing: Signing): Left => (signing.ok ? signing.more : "stuck");

/** A step that fails does not stop the others. */
function failed(name: string, error: unknown): Left {
  console.error(`housekeeping: ${name} failed:`, error);
  return "stuck";
}

/** Rows that one statement deletes. Logins wait for D1's single writer meanwhile. */
const MAX_FORGOTTEN_ROWS = 10_000;

const forget = async (some: D1PreparedStatement): Promise<Left> =>
  (await some.run()).meta.changes >= MAX_FORGOTTEN_ROWS;

const FORGET_EXPIRED = `DELETE FROM challenge WHERE (attempt_id, serial) IN (
  SELECT attempt_id, serial FROM challenge WHERE expires_at_ms <= :now LIMIT ${MAX_FORGOTTEN_ROWS})`;

const FORGET_SESSIONS = `DELETE FROM ended_session WHERE id IN (
  SELECT id FROM ended_session WHERE expires_at_ms <= :now LIMIT ${MAX_FORGOTTEN_ROWS})`;

/** How long an expired enrolment link still says that it has expired. */
const LINKS_KEPT_MS = 30 * 24 * 3600 * 1000;

const FORGET_LINKS = `DELETE FROM enrollment_link WHERE hash IN (
  SELECT hash FROM enrollment_link WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const FORGET_SIGN_INS = `DELETE FROM sign_in WHERE (name, network) IN (
  SELECT name, network FROM sign_in
  WHERE failed_at_ms <= :failed AND until_ms <= :failed AND coalesce(signed_in_at_ms, 0) <= :signed_in LIMIT ${MAX_FORGOTTEN_ROWS})`;

const signInsBefore = (nowMs: number) => ({ failed: nowMs - TRIES_KEPT_MS, signed_in: nowMs - NETWORK_KEPT_MS });

async function warnOfMissingKeys(db: D1Database, keyring: Keyring): Promise<void> {
  const missing = await missingKeys(db, keyring);
  if (missing.length > 0) console.error(lackOf(missing));
}

/** The apps keep the suite of their first account here and use it for every later one, so a service must have one suite only. */
async function warnOfOtherSuites(db: D1Database, ocraSuite: string): Promise<void> {
  const { results } = await statement(
    db,
    // Two ranges use the index on suite, where <> would read all of it.
    `SELECT suite, count(*) AS tokens FROM token
     WHERE (suite < :suite OR suite > :suite) AND rollout_state = 'enrolled' GROUP BY suite LIMIT 10`,
    { suite: ocraSuite },
  ).all<{ suite: string; tokens: number }>();
  for (const { suite, tokens } of results)
    console.warn(
      `TIQR_OCRASUITE is ${ocraSuite}, and ${tokens} enrolled tokens have ${suite}. They go on working, but an Android or iOS phone that has ` +
        "one of them keeps its suite for every later account here, and could not log in with that account. See docs/phones.md.",
    );
}
