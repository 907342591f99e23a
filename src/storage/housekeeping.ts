// What the cron trigger does: signs audit checkpoints, removes audit rows past their time, forgets expired transactions and old enrolment links, seals anew
// what is under an older root, and warns of a missing key and of a suite that was changed. Every step is bounded, and what is left over is done the next time.

import { lackOf } from "../core/health.ts";
import { makeCheckpoints } from "./audit-checkpoint.ts";
import type { HeadKeeper } from "./audit-head.ts";
import { retire } from "./audit-retention.ts";
import { missingKeys } from "./key-check.ts";
import type { Keyring } from "./keyring.ts";
import { noteCounts } from "./refusal-count.ts";
import { resealSome } from "./reseal-cron.ts";
import { statement } from "./sql.ts";

export interface HouseRules {
  /** 0 keeps all rows. */
  readonly auditRetentionMs: number;
  /** Of new tokens. */
  readonly ocraSuite: string;
}

export async function keepHouse(
  db: D1Database,
  keyring: Keyring,
  keeper: HeadKeeper,
  { auditRetentionMs, ocraSuite }: HouseRules,
  nowMs: number,
): Promise<void> {
  const steps = {
    counts: () => noteCounts(db, keyring, nowMs),
    checkpoints: () => makeCheckpoints(db, keyring, keeper, nowMs),
    retention: async () => auditRetentionMs > 0 && retire(db, keyring, nowMs - auditRetentionMs, nowMs),
    challenges: () => statement(db, FORGET_EXPIRED, { now: nowMs }).run(),
    links: () => statement(db, FORGET_LINKS, { before: nowMs - LINKS_KEPT_MS }).run(),
    sessions: () => statement(db, FORGET_SESSIONS, { now: nowMs }).run(),
    keys: () => warnOfMissingKeys(db, keyring),
    // Also without older roots: what is left under one that was given up too early is told then.
    reseal: () => resealSome(db, keyring),
    suites: () => warnOfOtherSuites(db, ocraSuite),
  };
  // One that fails keeps no other from its work.
  for (const [name, step] of Object.entries(steps))
    await step().catch((error) => console.error(`housekeeping: ${name} failed:`, error));
}

const FORGET_EXPIRED = `DELETE FROM challenge WHERE (attempt_id, serial) IN (
  SELECT attempt_id, serial FROM challenge WHERE expires_at_ms <= :now LIMIT 10000)`;

const FORGET_SESSIONS = `DELETE FROM ended_session WHERE id IN (
  SELECT id FROM ended_session WHERE expires_at_ms <= :now LIMIT 10000)`;

/** How long an enrolment link that is over goes on saying so. */
const LINKS_KEPT_MS = 30 * 24 * 3600 * 1000;

const FORGET_LINKS = `DELETE FROM enrollment_link WHERE hash IN (
  SELECT hash FROM enrollment_link WHERE expires_at_ms <= :before LIMIT 10000)`;

async function warnOfMissingKeys(db: D1Database, keyring: Keyring): Promise<void> {
  const missing = await missingKeys(db, keyring);
  if (missing.length > 0) console.error(lackOf(missing));
}

/** One service, one suite: an iOS app keeps that of its first account here, and computes with it for the accounts that follow. */
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
      `TIQR_OCRASUITE is ${ocraSuite}, and ${tokens} enrolled tokens have ${suite}. They go on working, but an iOS phone that has ` +
        "one of them keeps its suite for every later account here, and could not log in with that. See docs/phones.md.",
    );
}
