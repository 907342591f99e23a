// GET /metrics: numbers for Prometheus (text format 0.0.4). They come from the audit trail and from
// objects, so they are the same wherever the request arrives, and no restart resets them. What this
// isolate has counted is handed to the object first.

import { type Metrics, readMetrics } from "../../core/admin/audit.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { linesOfSteps } from "../watch/step-metrics.ts";

export const metricsRoutes = ({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void =>
  on("GET /metrics", async (c, call) => {
    const read = await readMetrics(ports, call());
    if (!read.ok) return read;
    const headers = { "Content-Type": "text/plain; version=0.0.4; charset=utf-8", "Cache-Control": "no-store" };
    return c.body(textOf(read, Date.now()), 200, headers);
  });

/** Names and labels are our own words, so nothing has to be escaped. */
function textOf({ totals, standings, steps }: Metrics, nowMs: number): string {
  const { events, answers, lockedTokens, openLogins, ranAtMs } = totals;
  const reached = answers.counts.reduce((sum, count) => sum + count, 0);
  let passed = 0;
  const buckets = answers.fromSeconds.slice(1).map((seconds, step) => {
    passed += answers.counts[step] ?? 0;
    return `tiqr_answer_seconds_bucket{le="${seconds}"} ${passed}`;
  });
  return [
    "# HELP tiqr_events_total Rows of the audit trail, by event and by the reason of a refusal.",
    "# TYPE tiqr_events_total counter",
    ...events
      .map(({ event, reason, count }) => `tiqr_events_total{event="${event}",reason="${reason}"} ${count}`)
      .sort(),
    "# HELP tiqr_answer_seconds From the QR code of a login to the phone's answer.",
    "# TYPE tiqr_answer_seconds histogram",
    ...buckets,
    `tiqr_answer_seconds_bucket{le="+Inf"} ${reached}`,
    `tiqr_answer_seconds_sum ${answers.totalMs / 1000}`,
    `tiqr_answer_seconds_count ${reached}`,
    "# HELP tiqr_locked_tokens Tokens that are locked now, at least.",
    "# TYPE tiqr_locked_tokens gauge",
    `tiqr_locked_tokens ${lockedTokens}`,
    "# HELP tiqr_open_logins Logins that were opened within CHALLENGE_VALIDITY_SECONDS and have not ended, at least.",
    "# TYPE tiqr_open_logins gauge",
    `tiqr_open_logins ${openLogins}`,
    "# HELP tiqr_webhook_enabled Whether an endpoint of events is enabled.",
    "# TYPE tiqr_webhook_enabled gauge",
    ...standings.map(({ id, enabled }) => `tiqr_webhook_enabled{endpoint="${id}"} ${enabled ? 1 : 0}`),
    "# HELP tiqr_webhook_behind_rows Rows of the audit trail that an endpoint has not yet got past.",
    "# TYPE tiqr_webhook_behind_rows gauge",
    ...standings.map(({ id, behind }) => `tiqr_webhook_behind_rows{endpoint="${id}"} ${behind}`),
    "# HELP tiqr_webhook_failures Tries in a row that have failed at an endpoint.",
    "# TYPE tiqr_webhook_failures gauge",
    ...standings.map(({ id, failures }) => `tiqr_webhook_failures{endpoint="${id}"} ${failures}`),
    "# HELP tiqr_housekeeping_age_seconds Since housekeeping ran last.",
    "# TYPE tiqr_housekeeping_age_seconds gauge",
    `tiqr_housekeeping_age_seconds ${Math.max(0, Math.round((nowMs - ranAtMs) / 1000))}`,
    ...(steps ? linesOfSteps(steps) : []),
    "",
  ].join("\n");
}
