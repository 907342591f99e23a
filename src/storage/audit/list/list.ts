// Reads a page of the trail, newest or oldest first. A page must not cost more because the trail is
// long, and an index for every filter would cost each login rows. So a scan examines a window of
// the rows, the narrowest of these:
//
//   an attempt       from the row that opened the login on, among the rows of its user
//   a user           the rows of that user, by index, and those of the user's tokens that stand for
//                    many, by the table audit_tallied
//   a client         its refused requests, by index
//   users by prefix  the same for all that begin so, as long as they have few rows
//   anything else    all rows, by number
//
// A period narrows each of them by number (./list-times.ts). After the window the search goes on at
// a cursor, the number of the row that was examined last. Older rows may be in a bucket: the batch
// that reads the window also finds the parts there that the search may come to, so that of a row
// which cron is moving one of the two is found (./search-archived.ts).

import { READS } from "../../../core/audit/events.ts";
import type { Caller } from "../../../core/caller.ts";
import type { AuditColumn, AuditFilter } from "../../../core/ports/audit.ts";
import { invalidParameter, type Outcome, refuse } from "../../../core/reasons.ts";
import type { Settings } from "../../../settings.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { matches, patternParameter } from "../../sql/like.ts";
import { pageOfWindow, windowStatement } from "../../sql/scan/read-window.ts";
import type { RowWindow } from "../../sql/scan/window.ts";
import { ArchiveFault } from "../archive/read/archive-bytes.ts";
import { borderOf, partsAhead } from "../archive/read/parts-ahead.ts";
import type { TrailBucket } from "../archive/trail-bucket.ts";
import type { NumberedRow } from "../row.ts";
import { pseudonymsOf } from "./index-keys.ts";
import { listAll, type TrailPage } from "./list-all.ts";
import { type Period, periodOf } from "./list-times.ts";
import { FAR, mergeArchived, NOTHING } from "./merge-archived.ts";
import { batchForReader } from "./of-person.ts";
import { aheadOf, searchArchived } from "./search-archived.ts";
import { isOfPerson, serialsIn, serialsOfPerson, talliedNumbers } from "./tallied.ts";
import { type TrailScan, trailScanOf } from "./trail-scan.ts";

/** Rows that one scan examines. */
const MAX_EXAMINED_ROWS = 900;

/** SQLite would make a table of three or more values after IN, and read it again for each row. */
const NO_READ = READS.map((event) => `event <> '${event}'`).join(" AND ");

/** Where the rows of a trail are. Without `bucket`, all are in D1. */
export interface TrailSource {
  readonly db: D1Database;
  readonly keyring: Keyring;
  readonly bucket: TrailBucket | undefined;
}

interface ListedRows {
  readonly found: TrailPage;
  /** The tokens of the person whom the search names. */
  readonly serials?: readonly string[] | undefined;
}

/** If the bucket does not give what it should have, the page would silently lack rows. */
export async function listRows(...search: Parameters<typeof findRows>): ReturnType<typeof findRows> {
  try {
    return await findRows(...search);
  } catch (error) {
    if (!(error instanceof ArchiveFault)) throw error;
    console.error(`audit: ${error.message}`);
    return refuse({ code: "archive-unavailable" });
  }
}

async function findRows(
  { db, keyring, bucket }: TrailSource,
  settings: Pick<Settings, "adminRealm">,
  caller: Caller,
  filter: AuditFilter,
): Promise<Outcome<ListedRows>> {
  const { page, pageSize } = filter;
  if (typeof filter.after === "object") return invalidParameter("after", "the cursor is not of this list");
  const archive = bucket && { db, keyring, bucket };
  const [scan, period] = await Promise.all([trailScanOf(db, archive, caller, filter), periodOf(db, caller, filter)]);
  if ("end" in scan) return mergeArchived(NOTHING, { rows: [], end: scan.end }, filter);
  const after = scan.isAfresh ? undefined : filter.after;
  const wanted = wantedOf(filter, scan);
  const conditions = [...wanted.conditions, ...period.wanted];
  if (conditions.length + scan.within.length === 0) return listAll(db, archive, caller, filter, after);
  const place = placeOf(filter, period, after);
  const window = windowOf(scan, conditions.join(" AND ") || "true", { ...filter, after });
  const ahead = archive && scan.archived && aheadOf(filter, scan.archived, after);
  const skipped = after === undefined ? (page - 1) * pageSize : 0;
  // To cut a page out of both, all rows before it must be known.
  const bounds = ahead ? { size: skipped + pageSize, skipped: 0 } : { size: pageSize, skipped };
  const found = await batchForReader(db, caller, filter, settings, (guard) => ({
    page: windowStatement<NumberedRow>(db, window(guard.sql), bounds, {
      ...guard.parameters,
      ...scan.parameters,
      ...period.parameters,
      ...wanted.parameters,
      ...place,
    }),
    border: borderOf(guard),
    serials: scan.withTallied && serialsOfPerson(filter.matching, guard, { ...scan.parameters, ...wanted.parameters }),
    parts: ahead && partsAhead(ahead, guard),
    pseudonyms: ahead && pseudonymsOf(filter, guard),
  }));
  if (!found.ok) return found;
  const { count, isCut, end, ...fitting } = pageOfWindow<NumberedRow>(window("true"), bounds, found.page.rows);
  const rows = fitting.rows.map(({ row }) => row);
  if (isCut && bounds.skipped > 0 && bounds.skipped >= count) return invalidParameter("page", FAR);
  // The search goes on after the rows that were examined, unless more of them fit.
  const [number, atMs = null] = bounds.skipped + rows.length < count ? [rows.at(-1)?.number] : (end ?? []);
  const database = {
    rows,
    count,
    exact: !isCut && after === undefined,
    end: number === undefined ? undefined : { number: Number(number), atMs: atMs === null ? null : Number(atMs) },
  };
  const [border] = found.border.rows;
  const beyond = { parts: found.parts?.rows ?? [], pseudonyms: found.pseudonyms?.rows, border };
  const look =
    archive && ahead && scan.archived
      ? await searchArchived(archive, ahead, filter, scan.archived, beyond, database)
      : NOTHING;
  const merged = mergeArchived(database, look, { ...filter, after, page: ahead ? page : 1 }, border);
  const serials = found.serials?.rows.map(({ serial }) => serial);
  return merged.ok ? { ...merged, serials } : merged;
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
  (scan: TrailScan, fits: string, filter: AuditFilter) =>
  (guard: string): RowWindow => {
    const { newestFirst, after } = filter;
    const within = [...scan.within, "number >= :low AND number < :high", guard].join(" AND ");
    const of = (where: string) => `SELECT *, number AS key_0, at_ms AS key_1, number AS ref FROM audit WHERE ${where}`;
    // SQLite merges two that are in order, and reads no more of them than is asked for.
    const tallied = (limit: string) => `UNION ALL ${of(`number IN (${talliedNumbers(filter, limit)}) AND ${guard}`)}`;
    return {
      rows: (limit) => `${of(within)} ${scan.withTallied ? tallied(limit) : ""}
        ORDER BY ${scan.withTallied ? "key_0" : "number"} ${newestFirst ? "DESC" : "ASC"} LIMIT ${limit}`,
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

/** A row that stands for many names each of their tokens. */
const inTally = (pattern: string, where: string): string => `(audit.tally <> '' AND EXISTS (
  SELECT 1 FROM ${serialsIn("audit")} AS one WHERE ${matches("one.value", "like_serial", pattern)} AND ${where}))`;

function wantedOf({ matching, reads }: AuditFilter, { withTallied }: TrailScan) {
  const conditions: string[] = reads ? [] : [NO_READ];
  const parameters: Record<string, string> = {};
  for (const [column, pattern] of Object.entries(matching) as [AuditColumn, string][]) {
    const ofColumn = matches(column, `like_${column}`, pattern);
    if (column === "serial" && withTallied)
      // Who reads about a person must not learn by guessing which other tokens a row names.
      conditions.push(`((audit.tally = '' AND ${ofColumn}) OR ${inTally(pattern, isOfPerson(matching))})`);
    else if (column === "serial") conditions.push(`(${ofColumn} OR ${inTally(pattern, "true")})`);
    else if (withTallied && (column === "user" || column === "realm"))
      conditions.push(`(${ofColumn} OR audit.tally <> '')`);
    else conditions.push(ofColumn);
    parameters[`like_${column}`] = patternParameter(pattern);
  }
  return { conditions, parameters };
}
