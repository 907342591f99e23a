// /audit/: the audit trail, for administrators (privacyIDEA api/audit.py).

import type { Context } from "hono";
import { listAudit, readStatistics, verifyNewest } from "../../core/admin/audit.ts";
import type { AdminCall } from "../../core/call.ts";
import type { AuditFilter, AuditPage, TrailCursor } from "../../core/ports/audit.ts";
import type { Parameter } from "../../tiqr/requests.ts";
import { csv, readDialect } from "../answer/csv.ts";
import { tellOne } from "../answer/envelope.ts";
import { isoOrNull } from "../answer/iso-time.ts";
import { neighbours } from "../answer/paging.ts";
import type { HttpEnv } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { entryJson, statisticsJson, TRAIL_COLUMNS } from "./audit-json.ts";
import { readAuditQuery } from "./query.ts";

export function auditRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("GET /audit/", async (c, call) => {
    const listed = await list(c.var.parameter, call(), true);
    if (!listed.ok) return listed;
    const { rows: auditdata, phoneNames: phone_names, filter } = listed;
    return {
      value: {
        auditcolumns: TRAIL_COLUMNS,
        auditdata,
        ...(phone_names && { phone_names }),
        ...pagesJson(filter, listed),
      },
    };
  });

  on("GET /audit/:file{.+\\.csv}", async (c, call) => {
    const read = readDialect(c.var.parameter);
    if (!read.ok) return read;
    const listed = await list(c.var.parameter, call());
    if (!listed.ok) return listed;
    if (listed.after !== null) c.header("Link", `<${nextOf(c, listed.after)}>; rel="next"`);
    return csv(c, read.dialect, { name: "audit", columns: TRAIL_COLUMNS, rows: listed.rows });
  });

  on("GET /audit/statistics", (_, call) => readStatistics(ports, call()), tellOne("statistics", statisticsJson));

  on("GET /audit/verification", async (_, call) => {
    const verified = await verifyNewest(ports, call());
    return verified.ok ? { value: verified.verification } : verified;
  });

  async function list(parameter: Parameter, call: AdminCall, explains = false) {
    const filter = readAuditQuery(parameter);
    if (!filter.ok) return filter;
    const listed = await listAudit(ports, filter.filter, call, explains);
    if (!listed.ok) return listed;
    return { ...listed, filter: filter.filter, rows: listed.entries.map(entryJson) };
  }
}

/** Page numbers are privacyIDEA's. They are null where only the cursor `after` leads on. */
function pagesJson({ page, pageSize, after: from }: AuditFilter, listed: AuditPage) {
  const { count, exact, mostNumbered = Infinity, after, searchedToMs, archivedBeforeMs, lacksArchived } = listed;
  const pages = neighbours({ number: page, size: pageSize }, count);
  const { prev } = pages;
  const next = pages.next !== null && pages.next * pageSize <= mostNumbered ? pages.next : null;
  return {
    count,
    count_exact: exact,
    ...(from === undefined ? { current: page, prev, next } : { prev: null, next: null }),
    after: after === null ? null : String(after),
    searched_to: isoOrNull(searchedToMs),
    archived_before: isoOrNull(archivedBeforeMs),
    ...(lacksArchived && { archive_missing: true as const }),
  };
}

/** The same call for the rows after `after`. */
function nextOf(c: Context<HttpEnv>, after: TrailCursor): string {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.delete("page");
  searchParams.set("after", String(after));
  return `${pathname}?${searchParams}`;
}
