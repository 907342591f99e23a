// Reads a page of the trail, newest or oldest first. A page must not cost more because the trail is
// long, and an index for every filter would cost each login rows. So a scan examines a window of
// the rows, the narrowest of these:
//
//   an attempt       from the row that opened the login on, among the rows of its user
//   a user           the rows of that user, by index
//   a client         its refused requests, by index
//   users by prefix  the same for all that begin so, as long as they have few rows
//   anything else    all rows, by number
//
// A period narrows each of them by number (./list-times.ts). After the window the search goes on at
// a cursor, the number of the row that was examined last.

import { READS } from "../../../core/audit/events.ts";
import type { Caller } from "../../../core/caller.ts";
import type { AuditColumn, AuditFilter } from "../../../core/ports/audit.ts";
import { type Outcome, refuse } from "../../../core/reasons.ts";
import type { Settings } from "../../../settings.ts";
import { matches, patternParameter } from "../../sql/like.ts";
import { pageOfWindow, windowStatement } from "../../sql/scan/read-window.ts";
import type { RowWindow } from "../../sql/scan/window.ts";
import type { NumberedRow } from "../row.ts";
import { listAll, type TrailPage } from "./list-all.ts";
import { type Period, periodOf } from "./list-times.ts";
import { batchForReader } from "./of-person.ts";
import { type TrailScan, trailScanOf } from "./trail-scan.ts";

/** Rows that one scan examines. */
const MAX_EXAMINED_ROWS = 900;

/** SQLite would make a table of three or more values after IN, and read it again for each row. */
const NO_READ = READS.map((event) => `event <> '${event}'`).join(" AND ");

export async function listRows(
  db: D1Database,
  settings: Pick<Settings, "adminRealm">,
  caller: Caller,
  filter: AuditFilter,
): Promise<Outcome<{ readonly found: TrailPage }>> {
  const { page, pageSize, after } = filter;
  if (typeof after === "object")
    return refuse({ code: "invalid-parameter", message: "Invalid parameter after: the cursor is not of this list." });
  const [scan, period] = await Promise.all([trailScanOf(db, caller, filter), periodOf(db, caller, filter)]);
  const wanted = wantedOf(filter);
  const conditions = [...wanted.conditions, ...period.wanted];
  if (conditions.length + scan.within.length === 0) return listAll(db, caller, filter, after);
  const place = placeOf(filter, period, after);
  const window = windowOf(scan, conditions.join(" AND ") || "true", filter);
  const bounds = { size: pageSize, skipped: after === undefined ? (page - 1) * pageSize : 0 };
  const found = await batchForReader(db, caller, filter, settings, (guard) => ({
    page: windowStatement<NumberedRow>(db, window(guard.sql), bounds, {
      ...guard.parameters,
      ...scan.parameters,
      ...period.parameters,
      ...wanted.parameters,
      ...place,
    }),
  }));
  if (!found.ok) return found;
  const { count, isCut, end, ...fitting } = pageOfWindow<NumberedRow>(window("true"), bounds, found.page.rows);
  const rows = fitting.rows.map(({ row }) => row);
  if (isCut && bounds.skipped > 0 && bounds.skipped >= count)
    return refuse({
      code: "invalid-parameter",
      message: "Invalid parameter page: so far into a long list, read it by the cursor of the page before: after.",
    });
  const lastNumber = rows.at(-1)?.number ?? null;
  // The search goes on after the rows that were examined, unless more of them fit.
  const [number, atMs] = bounds.skipped + rows.length < count ? [lastNumber] : (end ?? []);
  return {
    ok: true,
    found: {
      rows,
      count,
      exact: !isCut && after === undefined,
      after: number === undefined ? null : Number(number),
      reached: lastNumber ?? after ?? 0,
      searchedToMs: atMs === undefined ? null : Number(atMs),
    },
  };
}

/** SQLite follows one bound a side and reads what a second leaves out, so these become one. */
const placeOf = ({ newestFirst }: AuditFilter, { low, high }: Period, after: number | undefined) =>
  after === undefined
    ? { low, high }
    : newestFirst
      ? { low, high: Math.min(high, after) }
      : { low: Math.max(low, after + 1), high };

/** Parameters: `low` and `high`. */
const windowOf =
  (scan: TrailScan, fits: string, { newestFirst, after }: AuditFilter) =>
  (guard: string): RowWindow => {
    const within = [...scan.within, "number >= :low AND number < :high", guard].join(" AND ");
    const order = newestFirst ? "DESC" : "ASC";
    return {
      rows: (limit) =>
        `SELECT *, number AS key_0, at_ms AS key_1, number AS ref FROM audit WHERE ${within}
          ORDER BY number ${order} LIMIT ${limit}`,
      mostExamined: MAX_EXAMINED_ROWS,
      keys: 2,
      as: "audit",
      fits,
      // After a cursor only the rest would be counted.
      isLong: after !== undefined ? "true" : scan.within.length === 0 ? IS_LONG : undefined,
      from: "audit",
      ref: "audit.number",
      columns: "audit.*",
    };
  };

/** Numbers have no gaps: holds when `low` to `high` has more rows than a scan examines. */
const IS_LONG = `min(:high, (SELECT max(number) FROM audit) + 1)
  - max(:low, (SELECT min(number) FROM audit)) > ${MAX_EXAMINED_ROWS}`;

function wantedOf({ matching, reads }: AuditFilter) {
  const conditions: string[] = reads ? [] : [NO_READ];
  const parameters: Record<string, string> = {};
  for (const [column, pattern] of Object.entries(matching) as [AuditColumn, string][]) {
    conditions.push(matches(column, `like_${column}`, pattern));
    parameters[`like_${column}`] = patternParameter(pattern);
  }
  return { conditions, parameters };
}
