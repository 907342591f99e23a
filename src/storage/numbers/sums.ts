// The numbers of the statistics, summed by hour: a request would otherwise read a day of the trail.
//
//   login     a finished login
//   failure   a refused login, with its reason
//   recent    the same by five minutes, for the last two hours, for waves of failures
//   answer    a phone's answer, with the time since the QR code in steps that become longer
//   total     all rows ever, by event and reason: a counter for /metrics, never deleted
//   answered  all answers ever, by step: the same
//   place     a sign-in in a browser, by day and by where the phone was (./sign-in-places.ts)
//
// The table audit_sum holds the rows up to housekeeping.summed_number, added by cron
// (./sum-rows.ts). The same functions sum the few rows after it when asked (./statistics.ts).

import { opensAttempt } from "../audit/row.ts";

export type SumKind = "login" | "failure" | "recent" | "answer" | "total" | "answered" | "place";

/** A row of the table audit_sum. */
export interface Sum {
  readonly kind: SumKind;
  readonly from_ms: number;
  readonly detail: string;
  readonly count: number;
  readonly total_ms: number;
}

/** The part of a row of the trail that is counted. */
export interface CountedRow {
  /** Null: the statistics do not count it. */
  readonly kind: "login" | "failure" | "answer" | null;
  readonly at_ms: number;
  readonly reason: string;
  /** Empty in rows older than the names of events. */
  readonly event: string;
  readonly count: number;
  /** The time of an answer; null when the row that opened the login is gone. */
  readonly took_ms: number | null;
}

export const HOUR_MS = 3_600_000;
/** The length of a sum of the kind `recent`. */
const RECENT_MS = 300_000;

/** A login succeeds when its transaction is finalized. The phone's answer alone does not count. */
const OF_PHONE = "row.action LIKE '% /ttype/%'";
/** The test login after an enrolment leads nowhere: neither it nor its time counts. */
const ofTrial = (row: string) => `${row}.action LIKE '% /enrol/%'`;

/** Holds for the rows of the trail that cron has not summed yet. */
export const IS_UNSUMMED = "row.number > (SELECT summed_number FROM housekeeping)";
/** The most of them that one request reads. Cron comes often, so there are seldom more. */
export const MAX_UNSUMMED_ROWS = 500;

/**
 * The first `:most` rows for which the condition on `row.number` holds, as numbered `CountedRow`,
 * with more columns if asked for.
 */
export const selectCounted = (which: string, more = ""): string => `
  SELECT ${more}row.number, row.at_ms, row.reason, row.event, row.count,
    CASE
      WHEN NOT row.success THEN CASE WHEN row.authentication = 'REJECT' THEN 'failure' END
      WHEN row.authentication <> 'ACCEPT' OR row.attempt_id = '' OR ${ofTrial("row")} THEN NULL
      WHEN ${OF_PHONE} THEN 'answer'
      ELSE 'login'
    END AS kind,
    CASE WHEN row.success AND row.attempt_id <> '' AND ${OF_PHONE} THEN row.at_ms - (
      SELECT asked.at_ms FROM audit AS asked
      WHERE asked.attempt_id = row.attempt_id AND ${opensAttempt("asked")} AND NOT ${ofTrial("asked")} LIMIT 1) END AS took_ms
  FROM audit AS row WHERE ${which} ORDER BY row.number LIMIT :most`;

export function sumsOf(rows: readonly CountedRow[]): Sum[] {
  const sums = new Map<string, Sum>();
  const add = (kind: SumKind, from_ms: number, detail: string, count: number, took_ms = 0) => {
    const key = `${kind} ${from_ms} ${detail}`;
    const before = sums.get(key) ?? { count: 0, total_ms: 0 };
    sums.set(key, { kind, from_ms, detail, count: before.count + count, total_ms: before.total_ms + took_ms });
  };
  for (const { kind, at_ms, reason, event, count, took_ms } of rows) {
    const hour = begin(at_ms, HOUR_MS);
    if (event !== "") add("total", 0, `${event} ${reason}`, count);
    if (kind === "login") add(kind, hour, "", 1);
    if (kind === "answer" && took_ms !== null) {
      add(kind, hour, stepOf(took_ms), 1, took_ms);
      add("answered", 0, stepOf(took_ms), 1, took_ms);
    }
    if (kind === "failure") {
      add(kind, hour, reason, count);
      add("recent", begin(at_ms, RECENT_MS), reason, count);
    }
  }
  return [...sums.values()];
}

/** The median time: the mean of the step in the middle; of two in the middle, their mean. */
export function medianOf(answers: readonly Sum[]): number | null {
  const steps = new Map<number, { count: number; total: number }>();
  for (const { detail, count, total_ms } of answers) {
    const before = steps.get(Number(detail)) ?? { count: 0, total: 0 };
    steps.set(Number(detail), { count: before.count + count, total: before.total + total_ms });
  }
  const ordered = [...steps].sort(([a], [b]) => a - b).map(([, step]) => step);
  const all = ordered.reduce((sum, { count }) => sum + count, 0);
  const at = (place: number): number => {
    let passed = 0;
    for (const { count, total } of ordered) {
      passed += count;
      if (passed > place) return total / count;
    }
    return 0;
  };
  return all === 0 ? null : (at(Math.floor((all - 1) / 2)) + at(Math.floor(all / 2))) / 2;
}

const begin = (atMs: number, lengthMs: number): number => Math.floor(atMs / lengthMs) * lengthMs;

/** Where each step of an answer's time begins, in seconds. */
export const ANSWER_STEPS: readonly number[] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20, 30, 40, 50, 60, 120, 180, 240, 300,
];

/** People answer in seconds, so these have a step each. All steps of a day must stay few rows. */
function stepOf(tookMs: number): string {
  const seconds = Math.max(0, Math.floor(tookMs / 1000));
  const length = seconds < 10 ? 1 : seconds < 60 ? 10 : 60;
  return String(Math.min(seconds - (seconds % length), 300));
}
