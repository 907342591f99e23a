// Finds where the rows of a period begin. There is no index of times, because it would cost each
// login one more row. But numbers rise nearly with the times: a row is written after its time, and
// counted refusals some minutes later. A search by halves along the numbers reads one row a step,
// and a margin for that delay keeps every row of the period inside.

import { CALLER_MAY } from "../sql/caller-guard.ts";

/** Rows are written within this time, counted refusals by cron. More would widen every search. */
export const MAX_DELAY_MS = 10 * 60 * 1000;

/** Rows with numbers, and times that rise with them. */
const ROWS = { table: "audit", number: "number", at: "at_ms", guard: CALLER_MAY };

/** The first number whose row is not earlier than `time`. After all rows if all are earlier. */
export function firstFrom(time: string, { table, number, at, guard } = ROWS): string {
  // The row in the middle, or the one before it if there is none.
  const atMiddle = `(SELECT ${at} FROM ${table} WHERE ${number} <= (low + high) / 2 ORDER BY ${number} DESC LIMIT 1)`;
  return `(
  WITH RECURSIVE half(low, high) AS (
    SELECT (SELECT min(${number}) FROM ${table}), (SELECT max(${number}) FROM ${table}) + 1 WHERE ${guard}
    UNION ALL
    SELECT CASE WHEN ${atMiddle} < (${time}) THEN (low + high) / 2 + 1 ELSE low END,
      CASE WHEN ${atMiddle} < (${time}) THEN high ELSE (low + high) / 2 END
    FROM half WHERE low < high)
  SELECT low FROM half WHERE low >= high)`;
}
