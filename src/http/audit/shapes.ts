// The audit trail: its rows, and its numbers.

import { EVENTS } from "../../core/events.ts";
import {
  both,
  decimal,
  described,
  flag,
  list,
  object,
  oneOf,
  orNull,
  type Schema,
  shape,
  text,
  time,
  type ValueOf,
  whole,
} from "../../lib/schema.ts";

const bit: Schema<0 | 1> = { type: "integer", enum: [0, 1] };

export const auditEventShape = described(oneOf(...EVENTS, ""), "Empty in rows that are older than the names of events");

export const auditRowShape = shape("AuditRow", {
  number: whole,
  date: text,
  action: text,
  success: bit,
  authentication: text,
  serial: described(text, "Commas separate several serials"),
  user: text,
  realm: text,
  administrator: text,
  client: text,
  attempt_id: text,
  reason: text,
  event: auditEventShape,
  phone: text,
  count: whole,
  info: text,
  token_type: text,
  sig_check: oneOf("OK", "FAIL"),
});
export type AuditRowJson = ValueOf<typeof auditRowShape>;

export const streamedRowShape = both(auditRowShape, object({ mac: text }));
export type StreamedRowJson = ValueOf<typeof streamedRowShape>;

export const auditPageShape = object(
  {
    auditcolumns: list(text),
    auditdata: list(auditRowShape),
    count: whole,
    count_exact: described(flag, "False if there may be more than `count`"),
    prev: orNull(whole),
    next: orNull(whole),
    after: described(orNull(text), "Where the list goes on; null at its end"),
    searched_to: described(orNull(time), "The time back to which was searched, if the search has to go on"),
  },
  { current: whole },
);
export type AuditPageJson = ValueOf<typeof auditPageShape>;

export const hourShape = object({ from: time, count: whole });
export type HourJson = ValueOf<typeof hourShape>;

const waveShape = described(
  object({ count: whole, reason: text }),
  "Far more failures in the last hour than usual, and the most frequent reason",
);
export type WaveJson = ValueOf<typeof waveShape>;

export const statisticsShape = object({
  since: time,
  until: described(time, "The time that the numbers reach"),
  logins: list(hourShape),
  failures: list(object({ reason: text, count: whole })),
  failures_by_hour: list(hourShape),
  day_before: described(
    object({ logins: whole, failures: whole }),
    "Of the whole hours, without the last one, the same a day earlier",
  ),
  wave: orNull(waveShape),
  locked_tokens: whole,
  locked_tokens_exact: described(flag, "False if there may be more"),
  median_answer_ms: orNull(decimal),
  complete: described(flag, "False if there were too many new rows to count"),
});
export type StatisticsJson = ValueOf<typeof statisticsShape>;

export const verificationShape = object({
  rows: whole,
  checkpoints: whole,
  problems: described(list(text), "In plain words; empty if nothing is missing or changed"),
});
export type VerificationJson = ValueOf<typeof verificationShape>;
