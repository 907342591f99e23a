// Reads the filter and the page of GET /audit/.

import { AUDIT_COLUMNS, type AuditFilter } from "../../core/ports/audit.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import { readDayOrTime } from "../../core/token/validity.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { readPage } from "../answer/paging.ts";
import { readPatterns } from "../request/pattern.ts";
import { readTrailCursor } from "./trail-cursor.ts";

/** NaN for a text that is neither a day nor a time. */
const readMoment = (text: string): number => readDayOrTime(text) ?? Number.NaN;

/** `loginId` is not a column: applications know a transaction_id, but rows have the attempt id. */
export function readAuditQuery(
  parameter: Parameter,
): Outcome<{ readonly filter: AuditFilter & { readonly loginId: string | undefined } }> {
  const paging = readPage(parameter, "page_size");
  if (!paging.ok) return paging;
  const order = parameter("sortorder")?.toLowerCase() ?? "desc";
  if (order !== "asc" && order !== "desc") return invalidParameter("sortorder", "expected asc or desc");
  const after = parameter("after");
  const cursor = readTrailCursor(after);
  if (!cursor.ok) return cursor;
  if (after !== undefined && paging.page.number > 1) return invalidParameter("page", "it does not go with after");
  const period = [parameter("from"), parameter("until")].map((text) =>
    text === undefined ? undefined : readMoment(text),
  );
  const unread = period.findIndex(Number.isNaN);
  if (unread >= 0)
    return invalidParameter(
      unread === 0 ? "from" : "until",
      "expected a date or a time with a zone, such as 2026-01-31T08:00Z",
    );
  const [fromMs, untilMs] = period;
  const reads = parameter("reads")?.toLowerCase() ?? "true";
  if (reads !== "true" && reads !== "false") return invalidParameter("reads", "expected true or false");
  const read = readPatterns(parameter, [...AUDIT_COLUMNS, "transaction_id"]);
  if (!read.ok) return read;
  const { transaction_id: loginId, ...matching } = read.patterns;
  return {
    ok: true,
    filter: {
      matching,
      fromMs,
      untilMs,
      reads: reads === "true",
      loginId,
      page: paging.page.number,
      pageSize: paging.page.size,
      newestFirst: order === "desc",
      after: cursor.cursor,
    },
  };
}
