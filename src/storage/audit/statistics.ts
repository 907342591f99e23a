// Computes the numbers of the last hours from the newest rows of the audit trail and the tokens, in one batch.
// There is no index by time. Rows are numbered in the order of writing, so this reads the newest MAX_LOOKED_AT_ROWS by number, and
// of those the ones in the period. On a day with more rows the numbers cover only its end, and `complete` says so.

import type { Caller } from "../../core/caller.ts";
import { EVENTS, endsLogin } from "../../core/events.ts";
import type { Statistics } from "../../core/ports/audit.ts";
import type { Outcome } from "../../core/reasons.ts";
import { waveOf } from "../../core/wave.ts";
import type { Result } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { statement } from "../sql/sql.ts";
import { type Locking, lockedAnywhere } from "../tokens/conditions.ts";

/** The overview is requested often, and D1 bills each row that is read. */
const MAX_LOOKED_AT_ROWS = 50_000;
const HOUR_MS = 3_600_000;

const RECENT = `
  WITH recent AS (
    SELECT * FROM audit
    WHERE number > (SELECT coalesce(max(number), 0) FROM audit) - ${MAX_LOOKED_AT_ROWS} AND at_ms >= :since AND ${CALLER_MAY})`;

/** Includes refusals that are counted and have no row yet, since a wave consists mostly of these. */
const FAILED = `${RECENT}, failed AS (
    SELECT at_ms, reason, count FROM recent WHERE NOT success AND authentication = 'REJECT'
    UNION ALL
    SELECT minute * 60000, reason, count - noted FROM refusal_count
    WHERE minute >= :since / 60000 AND count > noted AND ${CALLER_MAY}
      AND event IN (${EVENTS.filter(endsLogin)
        .map((event) => `'${event}'`)
        .join(", ")}))`;

/** A login succeeds when the holder of its transaction finalizes it. The phone's answer before that does not count. */
const OF_PHONE = "action LIKE '% /ttype/%'";
/** The test login after an enrolment leads nowhere: it does not count as a login, nor does the time that it took. */
const OF_TRIAL = "action LIKE '% /enrol/%'";
const ACCEPTED = `success AND authentication = 'ACCEPT' AND attempt_id <> '' AND NOT ${OF_TRIAL}`;

interface OfHour {
  hour: number;
  count: number;
}

interface OfReason {
  reason: string;
  count: number;
  last_hour: number;
}

/** Covers `hours` whole hours, of which the last is still running. */
export async function readStatistics(
  db: D1Database,
  caller: Caller,
  { nowMs, hours, lockRule }: { nowMs: number; hours: number } & Locking,
): Promise<Outcome<{ readonly statistics: Statistics }>> {
  const sinceMs = (Math.floor(nowMs / HOUR_MS) - hours + 1) * HOUR_MS;
  const parameters = { ...callerParameters(caller, "auditlog"), since: sinceMs, hour_ago: nowMs - HOUR_MS };
  const ask = <Row>(sql: string) => statement<Row>(db, sql, parameters);
  const found = await batchForCaller(db, caller, "auditlog", {
    logins: ask<OfHour>(`${RECENT} SELECT at_ms / ${HOUR_MS} AS hour, count(*) AS count FROM recent
         WHERE ${ACCEPTED} AND NOT ${OF_PHONE} GROUP BY hour`),
    failures:
      ask<OfReason>(`${FAILED} SELECT reason, sum(count) AS count, sum(CASE WHEN at_ms > :hour_ago THEN count ELSE 0 END) AS last_hour
         FROM failed GROUP BY reason ORDER BY count DESC, reason`),
    failuresByHour: ask<OfHour>(
      `${FAILED} SELECT at_ms / ${HOUR_MS} AS hour, sum(count) AS count FROM failed GROUP BY hour`,
    ),
    // The median of the times from each QR code to its phone's answer; of two in the middle, their mean.
    took: ask<{ took_ms: number | null }>(`${RECENT}, took AS (
           SELECT answer.at_ms - asked.at_ms AS ms FROM recent AS answer JOIN recent AS asked USING (attempt_id)
           WHERE answer.success AND answer.${OF_PHONE} AND attempt_id <> '' AND asked.authentication = 'CHALLENGE'
             AND NOT asked.${OF_TRIAL}),
         ordered AS (SELECT ms, row_number() OVER (ORDER BY ms) AS place, count(*) OVER () AS all_of FROM took)
         SELECT avg(ms) AS took_ms FROM ordered WHERE place IN ((all_of + 1) / 2, (all_of + 2) / 2)`),
    lockedTokens: ask<{ count: number }>(
      `SELECT count(*) AS count FROM token
       WHERE token.revoked = 0 AND ${lockedAnywhere(nowMs, { lockRule })} AND ${CALLER_MAY}`,
    ),
    looked: ask<{ oldest: number | null; count: number }>(`SELECT min(at_ms) AS oldest, count(*) AS count FROM audit
         WHERE number > (SELECT coalesce(max(number), 0) FROM audit) - ${MAX_LOOKED_AT_ROWS} AND ${CALLER_MAY}`),
  });
  if (!found.ok) return found;
  const failures = found.failures.rows;
  const [looked] = found.looked.rows;
  const byHour = ({ rows }: Result<OfHour>) => {
    const counts = new Map(rows.map(({ hour, count }) => [hour, count]));
    const first = sinceMs / HOUR_MS;
    return Array.from({ length: hours }, (_, index) => ({
      fromMs: (first + index) * HOUR_MS,
      count: counts.get(first + index) ?? 0,
    }));
  };
  const failedByHour = byHour(found.failuresByHour);
  const lastHour = failures
    .filter(({ last_hour: count }) => count > 0)
    .map(({ reason, last_hour: count }) => ({ reason, count }))
    .toSorted((a, b) => b.count - a.count);
  return {
    ok: true,
    statistics: {
      sinceMs,
      logins: byHour(found.logins),
      failures: failures.map(({ reason, count }) => ({ reason, count })),
      failuresByHour: failedByHour,
      wave: waveOf(
        lastHour,
        failedByHour.slice(0, -1).map(({ count }) => count),
      ),
      lockedTokens: found.lockedTokens.rows[0]?.count ?? 0,
      medianAnswerMs: found.took.rows[0]?.took_ms ?? null,
      complete: (looked?.count ?? 0) < MAX_LOOKED_AT_ROWS || (looked?.oldest ?? 0) < sinceMs,
    },
  };
}
