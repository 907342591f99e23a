// The audit trail, and the counters made of it: the routes here, and ../system/metrics-routes.ts.

import { MAY_READ_PERSON } from "../../core/caller.ts";
import { AUDIT_COLUMNS } from "../../core/ports/audit.ts";
import { list, mapOf, object, only, orNull, text, time, whole } from "../../lib/schema.ts";
import { file, succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { CSV, PLACE } from "../openapi/lists.ts";
import { auditRowShape, statisticsShape, streamedRowShape, verificationShape } from "./shapes.ts";

const AUDIT = [
  ...AUDIT_COLUMNS,
  ...["transaction_id", "from", "until", "page", "page_size", "after", "sortorder", "reads", "dialect"],
];

export const auditDefinitions = {
  "GET /audit/": {
    does: "Lists rows of the audit trail",
    tells:
      "The answer is a page of `auditdata`, the newest first. `after` leads on through the whole trail, and " +
      "`searched_to` says how far it was read. With `userhistory` alone both `user` and `realm` have to be named. " +
      "`unconfirmed` is in the first row of a login that a right PIN opened " +
      "and no phone confirmed, and `phone_names` are the names of phones by serial, with the right `tokenlist`. " +
      "Rows before `archived_before` are in the archive; `archive_missing` says that it is not bound, so that they " +
      "are not in the list.",
    right: MAY_READ_PERSON,
    takes: AUDIT,
    answers: [
      succeeds(
        object(
          {
            auditcolumns: list(text),
            auditdata: list(auditRowShape),
            ...PLACE,
            searched_to: orNull(time),
            archived_before: orNull(time),
          },
          { current: whole, phone_names: mapOf(text), archive_missing: only(true) },
        ),
      ),
    ],
    reasons: ["pattern-too-long", "archive-unavailable"],
  },
  "GET /audit/:file": {
    does: "The same as CSV, under a name that ends in .csv",
    tells: "The answer is one page, with a `Link` to the next.",
    right: MAY_READ_PERSON,
    takes: AUDIT,
    answers: [{ ...CSV, headers: ["Content-Disposition", "Link"] }],
    reasons: ["pattern-too-long", "archive-unavailable"],
  },
  "GET /audit/statistics": {
    does: "The last 24 hours in numbers",
    tells:
      "They are finalized logins by hour, refusals by reason and by hour, both a day before, a wave of them, locked " +
      "tokens, people with and without a phone, and the median time of an answer.",
    right: "auditlog",
    takes: [],
    answers: [succeeds(statisticsShape)],
  },
  "GET /audit/stream": {
    does: "The rows behind a number, one a line, as they come",
    tells:
      "The answer is NDJSON, the oldest row first, at most 500 rows, with a `Link` to the next call. With `wait` " +
      "the answer comes with the first new row.",
    right: "auditlog",
    takes: ["after", "wait"],
    answers: [file("application/x-ndjson", { schema: () => streamedRowShape, headers: ["Link"] })],
    reasons: ["archive-unavailable"],
  },
  "GET /audit/verification": {
    does: "Whether the newest rows are whole",
    tells:
      "The answer has the numbers of `rows` and `checkpoints` that were examined, of the newest 900 rows, and " +
      "`problems`, empty if nothing is missing or changed. With an archive the newest part is among what is " +
      "examined, by its record and by the SHA-256 that the bucket has of it.",
    right: "auditlog",
    takes: [],
    answers: [succeeds(verificationShape)],
    reasons: ["archive-unavailable"],
  },
  "GET /metrics": {
    does: "Counters for Prometheus",
    tells: "They are text: docs/operating.md#how-to-watch-it.",
    right: "metrics",
    answers: [file("text/plain")],
  },
} satisfies Definitions;
