// /audit/: the audit trail, for administrators (privacyIDEA api/audit.py).

import type { Context } from "hono";
import { listAudit, readStatistics, verifyNewest } from "../../core/admin/audit.ts";
import type { AuditFilter, AuditPage, TrailCursor } from "../../core/ports/audit.ts";
import { csv, readDialect } from "../answer/csv.ts";
import { success } from "../answer/envelope.ts";
import { isoOrNull } from "../answer/iso-time.ts";
import { onlyMethods } from "../answer/methods.ts";
import { neighbours } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { withParameters } from "../request/params.ts";
import { entryJson, statisticsJson, TRAIL_COLUMNS } from "./audit-json.ts";
import { readAuditQuery } from "./query.ts";

export function auditRoutes({ ports, callerOf }: Deps): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use("/audit/*", requireAdmin({ callerOf, ports }), withParameters);

  app.get("/audit/", async (c) => {
    const listed = await list(c);
    if (!listed.ok) return refused(c, listed.reason);
    return success<"GET /audit/">(c, {
      value: { auditcolumns: TRAIL_COLUMNS, auditdata: listed.rows, ...pagesJson(listed.filter, listed) },
    });
  });
  onlyMethods(app, "/audit/", ["GET"]);

  app.get("/audit/:file{.+\\.csv}", async (c) => {
    const read = readDialect(c.var.parameter);
    if (!read.ok) return refused(c, read.reason);
    const listed = await list(c);
    if (!listed.ok) return refused(c, listed.reason);
    if (listed.after !== null) c.header("Link", `<${nextOf(c, listed.after)}>; rel="next"`);
    return csv(c, read.dialect, { name: "audit", columns: TRAIL_COLUMNS, rows: listed.rows });
  });

  app.get("/audit/statistics", async (c) => {
    const read = await readStatistics(ports, adminCallOf(c));
    if (!read.ok) return refused(c, read.reason);
    return success<"GET /audit/statistics">(c, { value: statisticsJson(read.statistics) });
  });
  onlyMethods(app, "/audit/statistics", ["GET"]);

  app.get("/audit/verification", async (c) => {
    const verified = await verifyNewest(ports, adminCallOf(c));
    return verified.ok
      ? success<"GET /audit/verification">(c, { value: verified.verification })
      : refused(c, verified.reason);
  });
  onlyMethods(app, "/audit/verification", ["GET"]);

  return app;

  async function list(c: Context<HttpEnv>) {
    const filter = readAuditQuery(c.var.parameter);
    if (!filter.ok) return filter;
    const listed = await listAudit(ports, filter.filter, adminCallOf(c));
    if (!listed.ok) return listed;
    return { ...listed, filter: filter.filter, rows: listed.entries.map(entryJson) };
  }
}

/** Page numbers are privacyIDEA's. They are null where only the cursor `after` leads on. */
function pagesJson({ page, pageSize, after: from }: AuditFilter, listed: AuditPage) {
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

/** The same call for the rows after `after`. */
function nextOf(c: Context<HttpEnv>, after: TrailCursor): string {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.delete("page");
  searchParams.set("after", String(after));
  return `${pathname}?${searchParams}`;
}
