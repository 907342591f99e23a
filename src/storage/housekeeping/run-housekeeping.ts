// What the cron trigger does: makes audit rows of counted refusals, signs checkpoints, removes audit rows past their time, forgets
// expired logins, old enrolment links and old sign-ins, seals anew what is under an older root, and warns of what a person must mend.
// Each step is a batch of bounded size, and is repeated until nothing is left or the time is up. Every batch is whole by itself,
// so a cron that is cut off has lost nothing. What is left over is done the next time, and /health says so (./house-state.ts).

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
 * How long one cron works, in milliseconds. The next comes within the hour, Cloudflare ends one after 15 minutes, and logins need
 * the database, too. In this time more rows are signed and removed than the writes of an hour amount to.
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
    // Also without older roots: what is left under one that was given up too early is told then.
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

/** Whether more of the same is left: true, for another batch; "stuck", until something else is mended. */
type Left = boolean | "stuck";

const once = (work: () => Promise<void>) => (): Promise<Left> => work().then(() => false);
const leftOf = (signing: Signing): Left => (signing.ok ? signing.more : "stuck");

/** One that fails keeps no other from its work. */
function failed(name: string, error: unknown): Left {
  console.error(`housekeeping: ${name} failed:`, error);
  return "stuck";
}

/** Rows that one statement deletes: logins wait for D1's single writer meanwhile. */
const MAX_FORGOTTEN_ROWS = 10_000;

const forget = async (some: D1PreparedStatement): Promise<Left> =>
  (await some.run()).meta.changes >= MAX_FORGOTTEN_ROWS;

const FORGET_EXPIRED = `DELETE FROM challenge WHERE (attempt_id, serial) IN (
  SELECT attempt_id, serial FROM challenge WHERE expires_at_ms <= :now LIMIT ${MAX_FORGOTTEN_ROWS})`;

const FORGET_SESSIONS = `DELETE FROM ended_session WHERE id IN (
  SELECT id FROM ended_session WHERE expires_at_ms <= :now LIMIT ${MAX_FORGOTTEN_ROWS})`;

/** How long an enrolment link that is over goes on saying so. */
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

/** One service, one suite: the apps keep that of their first account here, and compute with it for the accounts that follow. */
async function warnOfOtherSuites(db: D1Database, ocraSuite: string): Promise<void> {
  const { results } = await statement(
    db,
    // Two ranges of the index on suite, where <> would read it all.
    `SELECT suite, count(*) AS tokens FROM token
     WHERE (suite < :suite OR suite > :suite) AND rollout_state = 'enrolled' GROUP BY suite LIMIT 10`,
    { suite: ocraSuite },
  ).all<{ suite: string; tokens: number }>();
  for (const { suite, tokens } of results)
    console.warn(
      `TIQR_OCRASUITE is ${ocraSuite}, and ${tokens} enrolled tokens have ${suite}. They go on working, but an Android or iOS phone that has ` +
        "one of them keeps its suite for every later account here, and could not log in with that. See docs/phones.md.",
    );
}
