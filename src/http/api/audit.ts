// /audit/: the audit trail, for administrators (privacyIDEA api/audit.py).

import type { Context } from "hono";
import { listAudit, readStatistics, verifyNewest } from "../../core/admin/audit.ts";
import { AUDIT_COLUMNS, type AuditFilter, type Listed, type TrailCursor } from "../../core/ports/audit.ts";
import { type Outcome, refuse } from "../../core/reasons.ts";
import { readTime } from "../../core/token/validity.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { entryJson } from "../audit-json.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import { csv, readDialect } from "../csv.ts";
import type { Deps } from "../deps.ts";
import { success } from "../envelope.ts";
import { Hono } from "../hono.ts";
import { isoOf, isoOrNull } from "../iso-time.ts";
import { onlyMethods } from "../methods.ts";
import { neighbours, readPage } from "../paging.ts";
import { withParameters } from "../params.ts";
import { readPatterns } from "../pattern.ts";
import { refused } from "../reason-to-wire.ts";
import { requireAdmin } from "../require-admin.ts";
import { readTrailCursor } from "../trail-cursor.ts";
import type { Answers } from "../wire.ts";
import type { StatisticsJson } from "../wire-audit.ts";

const COLUMNS = ["number", "date", "sig_check", ...AUDIT_COLUMNS, "count", "info", "token_type"] as const;

export function auditRoutes({ ports, callerOf }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/audit/*", requireAdmin({ callerOf, ports }), withParameters);

  app.get("/audit/", async (c) => {
    const listed = await list(c);
    if (!listed.ok) return refused(c, listed.reason);
    return success<Answers["GET /audit/"]>(c, {
      value: { auditcolumns: COLUMNS, auditdata: listed.rows, ...pagesJson(listed.filter, listed) },
    });
  });
  onlyMethods(app, "/audit/", ["GET"]);

  app.get("/audit/:file{.+\\.csv}", async (c) => {
    const read = readDialect(c.var.parameter);
    if (!read.ok) return refused(c, read.reason);
    const listed = await list(c);
    if (!listed.ok) return refused(c, listed.reason);
    if (listed.after !== null) c.header("Link", `<${nextOf(c, listed.after)}>; rel="next"`);
    return csv(c, read.dialect, { name: "audit", columns: COLUMNS, rows: listed.rows });
  });

  app.get("/audit/statistics", async (c) => {
    const read = await readStatistics(ports, adminCallOf(c));
    if (!read.ok) return refused(c, read.reason);
    const {
      sinceMs,
      untilMs,
      logins,
      failures,
      failuresByHour,
      dayBefore,
      wave,
      lockedTokens,
      lockedTokensExact,
      medianAnswerMs,
      complete,
    } = read.statistics;
    const byHour = (hours: typeof logins) => hours.map(({ fromMs, count }) => ({ from: isoOf(fromMs), count }));
    const value: StatisticsJson = {
      since: isoOf(sinceMs),
      until: isoOf(untilMs),
      logins: byHour(logins),
      failures,
      failures_by_hour: byHour(failuresByHour),
      day_before: dayBefore,
      wave,
      locked_tokens: lockedTokens,
      locked_tokens_exact: lockedTokensExact,
      median_answer_ms: medianAnswerMs,
      complete,
    };
    return success<Answers["GET /audit/statistics"]>(c, { value });
  });
  onlyMethods(app, "/audit/statistics", ["GET"]);

  app.get("/audit/verification", async (c) => {
    const verified = await verifyNewest(ports, adminCallOf(c));
    return verified.ok
      ? success<Answers["GET /audit/verification"]>(c, { value: verified.verification })
      : refused(c, verified.reason);
  });
  onlyMethods(app, "/audit/verification", ["GET"]);

  return app;

  async function list(c: Context<HttpEnv>) {
    const filter = readFilter(c.var.parameter);
    if (!filter.ok) return filter;
    const listed = await listAudit(ports, filter.filter, adminCallOf(c));
    if (!listed.ok) return listed;
    return { ...listed, filter: filter.filter, rows: listed.entries.map(entryJson) };
  }
}

/** The numbers of the pages are privacyIDEA's. They are null where only the cursor `after` leads on. */
function pagesJson({ page, pageSize, after: from }: AuditFilter, listed: Listed) {
  const { count, exact, mostNumbered = Infinity, after, searchedToMs } = listed;
  const pages = neighbours({ number: page, size: pageSize }, count);
  const { prev } = pages;
  const next = pages.next !== null && pages.next * pageSize <= mostNumbered ? pages.next : null;
  return {
    count,
    count_exact: exact,
    ...(from === undefined ? { current: page, prev, next } : { prev: null, next: null }),
    after: after === null ? null : String(after),
    searched_to: isoOrNull(searchedToMs),
  };
}

/** The same call for what comes behind a row. */
function nextOf(c: Context<HttpEnv>, after: TrailCursor): string {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.delete("page");
  searchParams.set("after", String(after));
  return `${pathname}?${searchParams}`;
}

/** A day begins at midnight UTC. NaN for a text that is neither a day nor a time. */
const readMoment = (text: string): number =>
  readTime(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00Z` : text) ?? Number.NaN;

/** Applications know a login by its `transaction_id`, but rows hold only the attempt id. So `loginId` stands apart from the columns. */
function readFilter(parameter: Parameter): Outcome<{ readonly filter: AuditFilter & { loginId: string | undefined } }> {
  const read = readPage(parameter, "page_size");
  if (!read.ok) return read;
  const order = parameter("sortorder")?.toLowerCase() ?? "desc";
  if (order !== "asc" && order !== "desc")
    return refuse({ code: "invalid-parameter", message: "Invalid parameter sortorder: expected asc or desc." });
  const after = parameter("after");
  const cursor = readTrailCursor(after);
  if (!cursor.ok) return cursor;
  if (after !== undefined && read.page.number > 1)
    return refuse({ code: "invalid-parameter", message: "Invalid parameter page: it does not go with after." });
  const period = [parameter("from"), parameter("until")].map((text) =>
    text === undefined ? undefined : readMoment(text),
  );
  const unread = period.findIndex(Number.isNaN);
  if (unread >= 0)
    return refuse({
      code: "invalid-parameter",
      message: `Invalid parameter ${unread === 0 ? "from" : "until"}: expected a date or a time with a zone, such as 2026-01-31T08:00Z.`,
    });
  const [fromMs, untilMs] = period;
  const reads = parameter("reads")?.toLowerCase() ?? "true";
  if (reads !== "true" && reads !== "false")
    return refuse({ code: "invalid-parameter", message: "Invalid parameter reads: expected true or false." });
  const asked = readPatterns(parameter, [...AUDIT_COLUMNS, "transaction_id"]);
  if (!asked.ok) return asked;
  const { transaction_id: loginId, ...matching } = asked.patterns;
  const { number, size } = read.page;
  return {
    ok: true,
    filter: {
      matching,
      fromMs,
      untilMs,
      reads: reads === "true",
      loginId,
      page: number,
      pageSize: size,
      newestFirst: order === "desc",
      after: cursor.cursor,
    },
  };
}
