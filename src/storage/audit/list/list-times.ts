// Finds the part of the trail that has the rows of a period. There is no index of times, because it
// would cost each login one more row. But numbers rise nearly with the times: a row is written
// after its time, and counted refusals some minutes later. A search by halves along the numbers
// reads one row a step, and a margin for that delay keeps every row of the period inside.

import { type Caller, MAY_READ_PERSON } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import { CALLER_MAY, callerParameters } from "../../sql/caller-guard.ts";
import { type Parameters, statement } from "../../sql/sql.ts";

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

/** A period, and the numbers that its rows can have: from `low` on, before `high`. */
export interface Period {
  readonly low: number;
  readonly high: number;
  /** Conditions on the rows themselves. */
  readonly wanted: readonly string[];
  readonly parameters: Parameters;
}

export async function periodOf(
  db: D1Database,
  caller: Caller,
  { fromMs, untilMs }: Pick<AuditFilter, "fromMs" | "untilMs">,
): Promise<Period> {
  const wanted = [
    ...(fromMs === undefined ? [] : ["at_ms >= :period_from"]),
    ...(untilMs === undefined ? [] : ["at_ms < :period_until"]),
  ];
  if (wanted.length === 0) return { low: 1, high: Number.MAX_SAFE_INTEGER, wanted, parameters: {} };
  const times = {
    ...(fromMs === undefined ? {} : { period_from: fromMs }),
    ...(untilMs === undefined ? {} : { period_until: untilMs }),
  };
  // Its rows come after the last row earlier by the delay, and before the first row later by it.
  const ends = await statement<Ends>(
    db,
    `SELECT ${fromMs === undefined ? "NULL" : firstFrom(`:period_from - ${MAX_DELAY_MS}`)} AS low,
       ${untilMs === undefined ? "NULL" : firstFrom(`:period_until + ${MAX_DELAY_MS}`)} AS high`,
    { ...callerParameters(caller, MAY_READ_PERSON), ...times },
  ).first();
  return { low: ends?.low ?? 1, high: ends?.high ?? Number.MAX_SAFE_INTEGER, wanted, parameters: times };
}

interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}
