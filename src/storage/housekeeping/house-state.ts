// One row tells when cron last ran and whether it finished; /health asks whether that is behind.
// Late housekeeping harms no login, but rows of the trail stay unsigned, and the database grows.

import { type BatchPart, part, statement } from "../sql/sql.ts";

/** Cron runs every few minutes. If it is this late, it will not come by itself. */
const LATE_MS = 2 * 3600 * 1000;

/**
 * What a step leaves. true: there is work for another batch. "stuck": it cannot go on until the
 * cause is fixed, or only in the next cron.
 */
export type Remainder = boolean | "stuck";

/** `trailFault`: why rows of the trail cannot go to the bucket, in plain words; or empty. */
export const noteRun = (db: D1Database, nowMs: number, finished: boolean, trailFault: string): Promise<unknown> =>
  statement(db, "UPDATE housekeeping SET ran_at_ms = :now, finished = :finished, trail_fault = :fault", {
    now: nowMs,
    finished: finished ? 1 : 0,
    fault: trailFault,
  }).run();

/** `behind` is 1 when cron is late or left work over, or a row has waited too long to be signed. */
export const behindStatement = (nowMs: number): BatchPart<{ behind: number; trail_fault: string }> =>
  part(
    `SELECT NOT finished OR ran_at_ms < :late OR coalesce((
       SELECT at_ms < :late FROM audit WHERE number > coalesce((
         SELECT last_number FROM audit_checkpoint WHERE first_number > 0 ORDER BY first_number DESC LIMIT 1), 0)
       ORDER BY number LIMIT 1), 0) AS behind, trail_fault
     FROM housekeeping`,
    { late: nowMs - LATE_MS },
  );
