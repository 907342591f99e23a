// Counters over the whole life of the database, for /metrics: the totals that cron has added
// (./sums.ts) and the newest rows. Each row is in one of the two, so the counters never go down.

import { ENDS } from "../../core/audit/events.ts";
import type { Caller } from "../../core/caller.ts";
import type { Totals } from "../../core/ports/audit.ts";
import type { Outcome } from "../../core/reasons.ts";
import type { Settings } from "../../settings.ts";
import { batchEverywhere } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { lockedOf, selectLocked } from "../tokens/count-locked.ts";
import {
  ANSWER_STEPS,
  type CountedRow,
  IS_UNSUMMED,
  MAX_UNSUMMED_ROWS,
  type Sum,
  selectCounted,
  sumsOf,
} from "./sums.ts";

/** Rows that one count of open logins reads. Grouping reads each twice, which D1 bills. */
const MAX_OPENING_ROWS = 450;

const END = `event IN (${ENDS.map((event) => `'${event}'`).join(", ")})`;

/**
 * Counts the open logins as ../objects/open-logins.ts lists them, but without asking the objects:
 * one whose tries are used up counts until its time is over. Parameters: `since`, and the guard's.
 */
const countOpen = (guard: string): string => `SELECT count(*) AS count FROM (
  SELECT attempt_id FROM audit
  WHERE number > (SELECT max(number) FROM audit) - ${MAX_OPENING_ROWS} AND attempt_id <> '' AND ${guard}
  GROUP BY attempt_id
  HAVING max(CASE WHEN authentication = 'CHALLENGE' THEN at_ms END) > :since AND NOT max(${END}))`;

export async function readTotals(
  db: D1Database,
  caller: Caller,
  nowMs: number,
  settings: LockRules & Pick<Settings, "challengeValidityMs">,
): Promise<Outcome<{ readonly totals: Totals }>> {
  // While more rows wait for cron than are read, the counters lag behind.
  const found = await batchEverywhere(db, caller, "metrics", ({ sql: guard, parameters }) => ({
    summed: part<Sum>(
      `SELECT * FROM audit_sum WHERE kind IN ('total', 'answered') AND from_ms = 0 AND ${guard}`,
      parameters,
    ),
    unsummed: part<CountedRow>(selectCounted(`${IS_UNSUMMED} AND ${guard}`), {
      ...parameters,
      most: MAX_UNSUMMED_ROWS,
    }),
    house: part<{ ran_at_ms: number }>(`SELECT ran_at_ms FROM housekeeping WHERE ${guard}`, parameters),
    locks: selectLocked(db, guard, parameters, nowMs, settings),
    open: part<{ count: number }>(countOpen(guard), {
      ...parameters,
      since: nowMs - settings.challengeValidityMs,
    }),
  }));
  if (!found.ok) return found;
  const sums = [...found.summed.rows, ...sumsOf(found.unsummed.rows)];
  return {
    ok: true,
    totals: {
      ...addedUp(sums),
      lockedTokens: lockedOf(found.locks).lockedTokens,
      openLogins: found.open.rows[0]?.count ?? 0,
      ranAtMs: found.house.rows[0]?.ran_at_ms ?? 0,
    },
  };
}

function addedUp(sums: readonly Sum[]): Pick<Totals, "events" | "answers"> {
  const events = new Map<string, number>();
  const answers = { counts: ANSWER_STEPS.map(() => 0), totalMs: 0 };
  for (const { kind, detail, count, total_ms } of sums) {
    if (kind === "total") events.set(detail, (events.get(detail) ?? 0) + count);
    if (kind !== "answered") continue;
    const step = ANSWER_STEPS.indexOf(Number(detail));
    answers.counts[step] = (answers.counts[step] ?? 0) + count;
    answers.totalMs += total_ms;
  }
  const named = [...events].map(([detail, count]) => {
    const [event = "", reason = ""] = detail.split(" ");
    return { event, reason, count };
  });
  return { events: named, answers: { ...answers, fromSeconds: ANSWER_STEPS } };
}

/** Adds up several databases. */
export function sumOfTotals(all: readonly Totals[]): Totals {
  return all.reduce((sum, one) => {
    const events = new Map(sum.events.map((event) => [`${event.event} ${event.reason}`, event]));
    for (const event of one.events) {
      const key = `${event.event} ${event.reason}`;
      events.set(key, { ...event, count: event.count + (events.get(key)?.count ?? 0) });
    }
    return {
      events: [...events.values()],
      answers: {
        ...sum.answers,
        counts: sum.answers.counts.map((count, step) => count + (one.answers.counts[step] ?? 0)),
        totalMs: sum.answers.totalMs + one.answers.totalMs,
      },
      lockedTokens: sum.lockedTokens + one.lockedTokens,
      openLogins: sum.openLogins + one.openLogins,
      ranAtMs: Math.min(sum.ranAtMs, one.ranAtMs),
    };
  });
}
