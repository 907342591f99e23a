// One row tells when cron last ran and whether it finished; /health asks whether that is behind.
// Late housekeeping harms no login, but rows of the trail stay unsigned, and the database grows.

import { type BatchPart, part, statement } from "../sql/sql.ts";

/** Cron runs every few minutes. If it is this late, it will not come by itself. */
const LATE_MS = 2 * 3600 * 1000;

export const noteRun = (db: D1Database, nowMs: number, finished: boolean): Promise<unknown> =>
  statement(db, "UPDATE housekeeping SET ran_at_ms = :now, finished = :finished", {
    now: nowMs,
    finished: finished ? 1 : 0,
  }).run();

/** `behind` is 1 when cron is late or left work over, or a row has waited too long to be signed. */
export const behindStatement = (nowMs: number): BatchPart<{ behind: number }> =>
  part(
    `SELECT NOT finished OR ran_at_ms < :late OR coalesce((
       SELECT at_ms < :late FROM audit WHERE number > coalesce((
         SELECT last_number FROM audit_checkpoint WHERE first_number > 0 ORDER BY first_number DESC LIMIT 1), 0)
       ORDER BY number LIMIT 1), 0) AS behind
     FROM housekeeping`,
    { late: nowMs - LATE_MS },
  );
