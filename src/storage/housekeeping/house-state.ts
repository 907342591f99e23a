// One row tells when cron last ran and whether it finished; /health asks whether that is behind. Housekeeping that falls behind
// harms no login, but the trail then has rows that no checkpoint signs, and the database grows.

import { type Statement, statement } from "../sql/sql.ts";

/** Cron runs every few minutes. One that has not come for so long does not come by itself. */
const LATE_MS = 2 * 3600 * 1000;

export const noteRun = (db: D1Database, nowMs: number, finished: boolean): Promise<unknown> =>
  statement(db, "UPDATE housekeeping SET ran_at_ms = :now, finished = :finished", {
    now: nowMs,
    finished: finished ? 1 : 0,
  }).run();

/** Gives one row, whose `behind` is 1 when cron is late or has left work over, or when an audit row has waited too long for its signature. */
export const behindStatement = (db: D1Database, nowMs: number): Statement<{ behind: number }> =>
  statement(
    db,
    `SELECT NOT finished OR ran_at_ms < :late OR coalesce((
       SELECT at_ms < :late FROM audit WHERE number > coalesce((
         SELECT last_number FROM audit_checkpoint WHERE first_number > 0 ORDER BY first_number DESC LIMIT 1), 0)
       ORDER BY number LIMIT 1), 0) AS behind
     FROM housekeeping`,
    { late: nowMs - LATE_MS },
  );
