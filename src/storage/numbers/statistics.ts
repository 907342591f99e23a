// The numbers of the last hours: the sums that cron has made (./sums.ts), the newest rows that are
// not in them, refusals without a row, and the tokens. One batch reads a bounded number of rows. If
// more rows wait for cron, the numbers end with the last one read, and say so.

import { endsLogin } from "../../core/audit/audit.ts";
import { AUDIT_EVENTS } from "../../core/audit/events.ts";
import { waveOf } from "../../core/audit/wave.ts";
import type { Caller } from "../../core/caller.ts";
import type { People, Statistics } from "../../core/ports/audit.ts";
import type { Outcome } from "../../core/reasons.ts";
import { batchEverywhere } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { lockedOf, selectLocked } from "../tokens/count-locked.ts";
import { peopleOf, selectPeople, sumOfPeople } from "./people.ts";
import { DAY_MS, firstCountedDay, proximityCountsOf } from "./sign-in-places.ts";
import {
  type CountedRow,
  HOUR_MS,
  IS_UNSUMMED,
  MAX_UNSUMMED_ROWS,
  medianOf,
  type Sum,
  type SumKind,
  selectCounted,
  sumsOf,
} from "./sums.ts";

/** Counts of refusals without a row that are read: those of two windows of a flood. */
const MAX_REFUSAL_COUNTS = 1000;

/** The sums are kept for two days, and those by day for a month (./sum-rows.ts). */
const selectSums = (guard: string) => `
  SELECT * FROM audit_sum WHERE kind IN ('login', 'failure') AND from_ms >= :since - ${DAY_MS} AND ${guard}
  UNION ALL
  SELECT * FROM audit_sum WHERE kind = 'answer' AND from_ms >= :since AND ${guard}
  UNION ALL
  SELECT * FROM audit_sum WHERE kind = 'recent' AND from_ms >= :hour_ago AND ${guard}
  UNION ALL
  SELECT * FROM audit_sum WHERE kind = 'place' AND from_ms >= :first_day AND ${guard}`;

/** A wave consists mostly of refusals without a row. */
const selectRefusals = (guard: string) => `
  SELECT 'failure' AS kind, minute * 60000 AS at_ms, reason, '' AS event, count - noted AS count, NULL AS took_ms
  FROM refusal_count
  WHERE reason <> '' AND minute >= :since / 60000 AND count > noted AND ${guard}
    AND event IN (${AUDIT_EVENTS.filter(endsLogin)
      .map((event) => `'${event}'`)
      .join(", ")})
  ORDER BY minute DESC LIMIT ${MAX_REFUSAL_COUNTS + 1}`;

/** `hours` whole hours, of which the last is still running. */
type Period = { readonly nowMs: number; readonly hours: number };

const sinceOf = ({ nowMs, hours }: Period): number => (Math.floor(nowMs / HOUR_MS) - hours + 1) * HOUR_MS;

/** The numbers of one database. */
export interface Numbers {
  readonly sums: readonly Sum[];
  readonly lockedTokens: number;
  readonly lockedTokensExact: boolean;
  readonly people: People | undefined;
  readonly untilMs: number;
  readonly complete: boolean;
}

export async function computeStatistics(
  db: D1Database,
  caller: Caller,
  of: Period & LockRules,
): Promise<Outcome<{ readonly statistics: Statistics }>> {
  const read = await readNumbers(db, caller, of);
  return read.ok ? { ok: true, statistics: statisticsOf([read], of) } : read;
}

export async function readNumbers(
  db: D1Database,
  caller: Caller,
  { lockRule, ...period }: Period & LockRules,
): Promise<Outcome<Numbers>> {
  const { nowMs } = period;
  const found = await batchEverywhere(db, caller, "auditlog", (under) => {
    const { sql: guard, parameters: ofCaller } = under;
    const parameters = { ...ofCaller, since: sinceOf(period), hour_ago: nowMs - HOUR_MS, most: MAX_UNSUMMED_ROWS + 1 };
    return {
      summed: part<Sum>(selectSums(guard), { ...parameters, first_day: firstCountedDay(nowMs) }),
      unsummed: part<CountedRow>(selectCounted(`${IS_UNSUMMED} AND ${guard}`), parameters),
      refusals: part<CountedRow>(selectRefusals(guard), parameters),
      locks: selectLocked(db, guard, parameters, nowMs, { lockRule }),
      people: selectPeople(under, nowMs),
    };
  });
  if (!found.ok) return found;
  const unsummed = found.unsummed.rows.slice(0, MAX_UNSUMMED_ROWS);
  const refusals = found.refusals.rows.slice(0, MAX_REFUSAL_COUNTS);
  const isLate = found.unsummed.rows.length > MAX_UNSUMMED_ROWS;
  return {
    ok: true,
    sums: [...found.summed.rows, ...sumsOf([...unsummed, ...refusals])],
    ...lockedOf(found.locks),
    people: peopleOf(found.people.rows),
    untilMs: isLate ? (unsummed.at(-1)?.at_ms ?? nowMs) : nowMs,
    complete: !isLate && found.refusals.rows.length <= MAX_REFUSAL_COUNTS,
  };
}

/** Adds up the numbers of several databases. */
export function statisticsOf(numbers: readonly Numbers[], period: Period): Statistics {
  const sinceMs = sinceOf(period);
  const hourAgoMs = period.nowMs - HOUR_MS;
  const sums = numbers.flatMap((one) => one.sums);
  const of = (kind: SumKind, fromMs = sinceMs) => sums.filter((sum) => sum.kind === kind && sum.from_ms >= fromMs);
  const byHour = (kind: SumKind) => {
    const counts = countsBy(of(kind), ({ from_ms }) => from_ms);
    return Array.from({ length: period.hours }, (_, index) => {
      const fromMs = sinceMs + index * HOUR_MS;
      return { fromMs, count: counts.get(fromMs) ?? 0 };
    });
  };
  const byReason = (part: readonly Sum[]) =>
    [...countsBy(part, ({ detail }) => detail)]
      .map(([reason, count]) => ({ reason, count }))
      .sort((a, b) => b.count - a.count || a.reason.localeCompare(b.reason));
  const failuresByHour = byHour("failure");
  const dayBefore = (kind: SumKind) =>
    of(kind, sinceMs - DAY_MS)
      .filter(({ from_ms }) => from_ms < sinceMs - DAY_MS + (period.hours - 1) * HOUR_MS)
      .reduce((all, { count }) => all + count, 0);
  return {
    sinceMs,
    untilMs: Math.min(...numbers.map(({ untilMs }) => untilMs)),
    logins: byHour("login"),
    failures: byReason(of("failure")),
    failuresByHour,
    dayBefore: { logins: dayBefore("login"), failures: dayBefore("failure") },
    wave: waveOf(
      byReason(of("recent", hourAgoMs)),
      failuresByHour.slice(0, -1).map(({ count }) => count),
    ),
    lockedTokens: numbers.reduce((all, { lockedTokens }) => all + lockedTokens, 0),
    lockedTokensExact: numbers.every(({ lockedTokensExact }) => lockedTokensExact),
    people: sumOfPeople(numbers.map(({ people }) => people)),
    proximity: proximityCountsOf(of("place", firstCountedDay(period.nowMs))),
    medianAnswerMs: medianOf(of("answer")),
    complete: numbers.every(({ complete }) => complete),
  };
}

function countsBy<Key>(sums: readonly Sum[], keyOf: (sum: Sum) => Key): Map<Key, number> {
  const counts = new Map<Key, number>();
  for (const sum of sums) counts.set(keyOf(sum), (counts.get(keyOf(sum)) ?? 0) + sum.count);
  return counts;
}
