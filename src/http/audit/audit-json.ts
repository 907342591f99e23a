// The audit trail as JSON: its rows, for lists and for the stream, and its numbers.

import { columnsOf } from "../../core/audit/columns.ts";
import { AUDIT_COLUMNS, type AuditedEntry, type People, type Statistics } from "../../core/ports/audit.ts";
import { countRefusedBy, type ProximityCounts } from "../../core/proximity/proximity.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { AuditRowJson, PeopleJson, ProximityCountsJson, StatisticsJson } from "./shapes.ts";

/** The columns of the CSV form. */
export const TRAIL_COLUMNS = [
  ...(["number", "date", "sig_check"] as const),
  ...AUDIT_COLUMNS,
  ...(["count", "info", "token_type", "tally"] as const),
] as const;

/** The first two are privacyIDEA's. */
const SIG_CHECK = { intact: "OK", changed: "FAIL", newer: "NEWER" } as const;

export const entryJson = (entry: AuditedEntry): AuditRowJson => ({
  number: entry.number,
  date: isoOf(entry.atMs).replace("Z", ""),
  ...columnsOf(entry),
  success: entry.success ? 1 : 0,
  info: entry.reason,
  token_type: entry.serial === "" ? "" : "tiqr",
  sig_check: SIG_CHECK[entry.signature],
  ...(entry.unconfirmed && { unconfirmed: true }),
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
