// Statements of cron that delete what has expired: by an index, or in the next few rows
// (./sweep.ts), and a bounded number of rows each.

import { NETWORK_KEPT_MS, TRIES_KEPT_MS } from "../../core/admin/accounts/sign-in-tries.ts";
import { MAX_JOB_MS } from "../../core/jobs/job.ts";
import { LIMITED_KEPT_MS } from "../limits/limited-networks.ts";
import { statement } from "../sql/sql.ts";
import { NO_PASS } from "../tokens/pass.ts";
import { sweeping } from "./sweep.ts";

/** Rows that one statement may delete, each with its indexes. Logins wait for the single writer. */
const MAX_FORGOTTEN_ROWS = 500;
/** How long an expired enrolment link still says that it has expired. */
const LINKS_KEPT_MS = 30 * 24 * 3600 * 1000;

/** Longer than the longest wait for a proof, which is then good for a day. */
const CALLS_KEPT_MS = 9 * 24 * 3600 * 1000;

/** Longer than a job's result is kept after its end, or nobody could be told how it ended. */
const JOBS_KEPT_MS = 2 * 24 * 3600 * 1000;

const EXPIRED_LOGINS = `DELETE FROM open_to_anyone WHERE (serial, attempt_id) IN (
  SELECT serial, attempt_id FROM open_to_anyone WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OLD_LINKS = `DELETE FROM enrollment_link WHERE hash IN (
  SELECT hash FROM enrollment_link WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const ENDED_SESSIONS = `DELETE FROM ended_session WHERE id IN (
  SELECT id FROM ended_session WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

/** Failures, waits and known networks are past. The index sign_in_by_end has this expression. */
const OLD_SIGN_INS = `DELETE FROM sign_in WHERE (name, network) IN (
  SELECT name, network FROM sign_in
  WHERE max(failed_at_ms, until_ms, coalesce(signed_in_at_ms, 0) + ${NETWORK_KEPT_MS - TRIES_KEPT_MS}) <= :before
  LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OLD_JOBS = `DELETE FROM job WHERE id IN (
  SELECT id FROM job WHERE began_at_ms <= :before
    AND (ended_at_ms <= :before OR began_at_ms <= :before - ${MAX_JOB_MS}) LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OLD_CALLS = `DELETE FROM caller WHERE id IN (
  SELECT id FROM caller WHERE made_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OVER_ASSERTIONS = `DELETE FROM oidc_assertion WHERE id IN (
  SELECT id FROM oidc_assertion WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

/** The limits count a request for a day after its end. */
const CONFIRMATIONS_KEPT_MS = 24 * 3600 * 1000;

const OLD_CONFIRMATIONS = `DELETE FROM ciba_request WHERE id IN (
  SELECT id FROM ciba_request WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OVER_DEVICES = `DELETE FROM device_request WHERE id IN (
  SELECT id FROM device_request WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OVER_TRIES = `DELETE FROM device_try WHERE session IN (
  SELECT session FROM device_try WHERE expires_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

const OVER_UNDO = `DELETE FROM undo WHERE (serial, id) IN (
  SELECT serial, id FROM undo WHERE ends_at_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

/** These are few. */
const OLD_LIMITS = "DELETE FROM limited_network WHERE at_ms <= :before";

/** The digits are no longer needed, and what the pass has opened ends for its applications, too. */
const OVER_PASSES = `UPDATE token SET ${NO_PASS} WHERE id IN (
  SELECT id FROM token WHERE pass_until_ms <= :before LIMIT ${MAX_FORGOTTEN_ROWS})`;

/** Each gives true when there may be more to forget. */
export function forgetting(db: D1Database, nowMs: number) {
  const forget = (sql: string, before: number) => async (): Promise<boolean> =>
    (await statement(db, sql, { before }).run()).meta.changes >= MAX_FORGOTTEN_ROWS;
  return {
    openLogins: forget(EXPIRED_LOGINS, nowMs),
    passes: forget(OVER_PASSES, nowMs),
    links: forget(OLD_LINKS, nowMs - LINKS_KEPT_MS),
    sessions: forget(ENDED_SESSIONS, nowMs),
    signIns: forget(OLD_SIGN_INS, nowMs - TRIES_KEPT_MS),
    ...sweeping(db, nowMs),
    assertions: forget(OVER_ASSERTIONS, nowMs),
    calls: forget(OLD_CALLS, nowMs - CALLS_KEPT_MS),
    jobs: forget(OLD_JOBS, nowMs - JOBS_KEPT_MS),
    undo: forget(OVER_UNDO, nowMs),
    confirmations: forget(OLD_CONFIRMATIONS, nowMs - CONFIRMATIONS_KEPT_MS),
    devices: forget(OVER_DEVICES, nowMs),
    deviceTries: forget(OVER_TRIES, nowMs),
    limits: forget(OLD_LIMITS, nowMs - LIMITED_KEPT_MS),
  };
}
