// The audit trail, and the counters made of it: ./routes.ts, ./stream-routes.ts, ../system/metrics-routes.ts.

import { AUDIT_COLUMNS } from "../../core/ports/audit.ts";
import { success } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { CSV } from "../openapi/lists.ts";
import { flag, list, object, orNull, shared, text, time, whole } from "../openapi/schema.ts";

const AUDIT = [
  ...AUDIT_COLUMNS,
  ...["transaction_id", "from", "until", "page", "page_size", "after", "sortorder", "reads", "dialect"],
];
const HOURS = list(object({ from: time, count: whole }));

export const auditDefinitions: Definitions = {
  "GET /audit/": {
    does: "Lists rows of the audit trail",
    tells:
      "The answer is a page of `auditdata`, the newest first. `after` leads on through the whole trail, and `searched_to` says how far the look " +
      "came.",
    right: "auditlog",
    takes: AUDIT,
    answers: [
      success(
        object(
          {
            auditcolumns: list(text),
            auditdata: list(shared("AuditRow")),
            count: whole,
            count_exact: flag,
            prev: orNull(whole),
            next: orNull(whole),
            after: orNull(text),
            searched_to: orNull(time),
          },
          { current: whole },
        ),
      ),
    ],
    reasons: ["pattern-too-long"],
  },
  "GET /audit/:file": {
    does: "The same as CSV, under a name that ends in .csv",
    tells: "The answer is one page, with a `Link` to the next.",
    right: "auditlog",
    takes: AUDIT,
    answers: [{ ...CSV, headers: ["Content-Disposition", "Link"] }],
    reasons: ["pattern-too-long"],
  },
  "GET /audit/statistics": {
    does: "The last 24 hours in numbers",
    tells:
      "They are finalized logins by hour, refusals by reason and by hour, both a day before, a wave of them, locked tokens, and the median time of an answer.",
    right: "auditlog",
    takes: [],
    answers: [
      success(
        object({
          since: time,
          until: time,
          logins: HOURS,
          failures: list(object({ reason: text, count: whole })),
          failures_by_hour: HOURS,
          day_before: object({ logins: whole, failures: whole }),
          wave: orNull(object({ count: whole, reason: text })),
          locked_tokens: whole,
          locked_tokens_exact: flag,
          median_answer_ms: orNull({ type: "number" }),
          complete: flag,
        }),
      ),
    ],
  },
  "GET /audit/stream": {
    does: "The rows behind a number, one a line, as they come",
    tells:
      "The answer is NDJSON, the oldest row first, at most 500 rows, with a `Link` to the next call. With `wait` the answer comes with the first new row.",
    right: "auditlog",
    takes: ["after", "wait"],
    answers: [{ type: "application/x-ndjson", schema: shared("AuditRow"), headers: ["Link"] }],
  },
  "GET /audit/verification": {
    does: "Whether the newest rows are whole",
    tells:
      "The answer has the numbers of `rows` and `checkpoints` that were examined, of the newest 900 rows, and `problems`, empty if nothing is " +
      "missing or changed.",
    right: "auditlog",
    takes: [],
    answers: [success(object({ rows: whole, checkpoints: whole, problems: list(text) }))],
  },
  "GET /metrics": {
    does: "Counters for Prometheus",
    tells: "They are text: docs/operating.md#how-to-watch-it.",
    right: "metrics",
    answers: [{ type: "text/plain" }],
  },
};
