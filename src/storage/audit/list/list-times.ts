// Finds the part of the trail that has the rows of a period: ../first-from.ts.

import { type Caller, MAY_READ_PERSON } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import { callerParameters } from "../../sql/caller-guard.ts";
import { type Parameters, statement } from "../../sql/sql.ts";
import { firstFrom, MAX_DELAY_MS } from "../first-from.ts";

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
