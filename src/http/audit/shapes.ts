// The audit trail: its rows, and its numbers.

import type { TrailColumn } from "../../core/audit/columns.ts";
import { AUDIT_EVENTS } from "../../core/audit/events.ts";
import { PROXIMITIES } from "../../core/proximity/proximity.ts";
import {
  both,
  decimal,
  flag,
  list,
  object,
  oneOf,
  only,
  orNull,
  type Schema,
  shape,
  text,
  time,
  type ValueOf,
  whole,
} from "../../lib/schema.ts";

const bit: Schema<0 | 1> = { type: "integer", enum: [0, 1] };

export const auditEventShape = oneOf(...AUDIT_EVENTS, "");

/** In the order of the answer. */
const COLUMN_SHAPES = {
  action: text,
  success: bit,
  authentication: text,
  serial: text,
  user: text,
  realm: text,
  administrator: text,
  client: text,
  attempt_id: text,
  reason: text,
  event: auditEventShape,
  phone: text,
  proximity: oneOf(...PROXIMITIES, ""),
  browser: oneOf("known", "new", ""),
  detail: text,
  count: whole,
  tally: text,
} satisfies Readonly<Record<TrailColumn, Schema<unknown>>>;

export const auditRowShape = shape(
  "AuditRow",
  () => ({
    number: whole,
    date: text,
    ...COLUMN_SHAPES,
    info: text,
    token_type: text,
    sig_check: oneOf("OK", "FAIL", "NEWER"),
  }),
  // Only of a list, and only where it is so.
  () => ({ unconfirmed: only(true) }),
);
export type AuditRowJson = ValueOf<typeof auditRowShape>;

export const streamedRowShape = both(auditRowShape, object({ mac: text }));
export type StreamedRowJson = ValueOf<typeof streamedRowShape>;

export const hourShape = object({ from: time, count: whole });
export type HourJson = ValueOf<typeof hourShape>;

const waveShape = object({ count: whole, reason: text });
export type WaveJson = ValueOf<typeof waveShape>;

const peopleShape = object({ total: whole, with_phone: whole, invited: whole, link_expired: whole });
export type PeopleJson = ValueOf<typeof peopleShape>;

const proximityCountsShape = object({
  since: time,
  refused_by: object({ country: whole, provider: whole }),
  network: whole,
  provider: whole,
  country: whole,
  elsewhere: whole,
  unknown: whole,
  trusted: whole,
  known: whole,
});
export type ProximityCountsJson = ValueOf<typeof proximityCountsShape>;

export const statisticsShape = object({
  since: time,
  until: time,
  logins: list(hourShape),
  failures: list(object({ reason: text, count: whole })),
  failures_by_hour: list(hourShape),
  day_before: object({ logins: whole, failures: whole }),
  wave: orNull(waveShape),
  locked_tokens: whole,
  locked_tokens_exact: flag,
  people: orNull(peopleShape),
  proximity: orNull(proximityCountsShape),
  median_answer_ms: orNull(decimal),
  complete: flag,
});
export type StatisticsJson = ValueOf<typeof statisticsShape>;

export const verificationShape = object({
  rows: whole,
  checkpoints: whole,
  problems: list(text),
});
export type VerificationJson = ValueOf<typeof verificationShape>;
