// The audit trail as JSON: its rows, for lists and for the stream, and its numbers.

import { AUDIT_COLUMNS, type AuditedEntry, type People, type Statistics } from "../../core/ports/audit.ts";
import { countRefusedBy, type ProximityCounts } from "../../core/proximity/counted.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { AuditRowJson, PeopleJson, ProximityCountsJson, StatisticsJson } from "./shapes.ts";

/** The columns of the CSV form. */
export const TRAIL_COLUMNS = ["number", "date", "sig_check", ...AUDIT_COLUMNS, "count", "info", "token_type"] as const;

export const entryJson = (entry: AuditedEntry): AuditRowJson => ({
  number: entry.number,
  date: isoOf(entry.atMs).replace("Z", ""),
  action: entry.action,
  success: entry.success ? 1 : 0,
  authentication: entry.authentication,
  serial: entry.serial,
  user: entry.user,
  realm: entry.realm,
  administrator: entry.administrator,
  client: entry.client,
  attempt_id: entry.attemptId,
  reason: entry.reason,
  event: entry.event,
  phone: entry.phone,
  proximity: entry.proximity,
  browser: entry.browser,
  detail: entry.detail,
  count: entry.count,
  info: entry.reason,
  token_type: entry.serial === "" ? "" : "tiqr",
  sig_check: entry.intact ? "OK" : "FAIL",
});

const peopleJson = ({ total, withPhone, invited, linkExpired }: People): PeopleJson => ({
  total,
  with_phone: withPhone,
  invited,
  link_expired: linkExpired,
});

const proximityCountsJson = ({ sinceMs, ...counts }: ProximityCounts): ProximityCountsJson => ({
  ...counts,
  since: isoOf(sinceMs),
  refused_by: {
    country: countRefusedBy("country", { sinceMs, ...counts }),
    provider: countRefusedBy("provider", { sinceMs, ...counts }),
  },
});

export function statisticsJson(of: Statistics): StatisticsJson {
  const byHour = (hours: Statistics["logins"]) => hours.map(({ fromMs, count }) => ({ from: isoOf(fromMs), count }));
  return {
    since: isoOf(of.sinceMs),
    until: isoOf(of.untilMs),
    logins: byHour(of.logins),
    failures: of.failures,
    failures_by_hour: byHour(of.failuresByHour),
    day_before: of.dayBefore,
    wave: of.wave,
    locked_tokens: of.lockedTokens,
    locked_tokens_exact: of.lockedTokensExact,
    people: of.people ? peopleJson(of.people) : null,
    proximity: of.proximity ? proximityCountsJson(of.proximity) : null,
    median_answer_ms: of.medianAnswerMs,
    complete: of.complete,
  };
}
