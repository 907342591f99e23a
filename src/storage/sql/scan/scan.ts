// Reads a page of a list along an index. One scan examines a window of the rows, from the start or
// from a cursor, and filters them, so it costs the same however long the table is. When the window
// holds the whole list, the count is exact and any order is possible. Otherwise the list is in the
// order of the index, and the search goes on at the cursor after the window.

import type { Cursor, ListPage, Paging } from "../../../core/ports/paging.ts";
import { type Outcome, type Refusal, refuse } from "../../../core/reasons.ts";
import { lowerAscii } from "../like.ts";
import type { Parameters, Statement } from "../sql.ts";
import { pageOfWindow, type WindowRow, windowStatement } from "./read-window.ts";
import type { PageBounds } from "./window.ts";

/** The rows of a list, and the index along which they are read. */
export interface Scan {
  /** A table, or joined ones. */
  readonly source: string;
  /** What `wanted` and an order need of it. */
  readonly read: string;
  /** Unique together, in the index's order; few rows share the first. In rows: key_0, key_1 … */
  readonly keys: readonly string[];
  /** Conditions that the index serves: no row that fails them is read. */
  readonly within: readonly string[];
  /** The list's bounds on the first key. Without at least one SQLite would not use the index. */
  readonly lower: readonly string[];
  readonly upper: readonly string[];
  /** The name of the rows for `wanted`, `columns` and `further`. */
  readonly as: string;
  /** What is joined to the rows if need be. */
  readonly joined?: string;
  /** Conditions on the rows that were read; at least one. */
  readonly wanted: readonly string[];
  /** The table, named `as`, and the unique column by which a row is read again; `source` has it. */
  readonly from: string;
  readonly ref: string;
  readonly columns: string;
  readonly further?: Readonly<Record<string, string>>;
  readonly mostExamined: number;
  /** SQL of that number and one more, where it depends on the caller and all rows come back. */
  readonly limit?: string;
  /** How many rows the list has at most, where the table tells at a glance: `lengthOf`. */
  readonly length?: string;
  /** Holds when the list is sure to be longer than a window. */
  readonly isLong?: string;
}

export interface ScanPaging extends Paging {
  readonly descending: boolean;
  /** An order that is not the scan's own; only a whole list can have it. */
  readonly order?: string | undefined;
}

/** Reads a page, and what its window tells of the rest. */
export const scanStatement = <Row>(
  db: D1Database,
  scan: Scan,
  paging: ScanPaging,
  parameters: Parameters,
): Statement<Row & WindowRow> => {
  const cursor = cursorOf(paging);
  const window = {
    ...scan,
    rows: (limit: string) => rowsSql(scan, paging, limit),
    keys: scan.keys.length,
    fits: scan.wanted.join(" AND "),
    order: paging.order,
    // After a cursor only the rest would be counted, so the count is never exact there.
    isLong: paging.order !== undefined ? undefined : cursor ? "true" : scan.isLong,
  };
  return windowStatement<Row>(db, window, boundsOf(paging), { ...parameters, ...cursorParameters(cursor) });
};

/** The ids of a table tell its length at the price of two rows, unless rows were removed. */
export const lengthOf = (table: string): string =>
  `((SELECT max(id) FROM ${table}) - (SELECT min(id) FROM ${table}) + 1)`;

/** Holds from this length on. A list that counts as long has cursors instead of a count. */
export const isLongFrom = (table: string, rows: number): string => `${lengthOf(table)} >= ${rows}`;

/** A page at a cursor is the first one there. */
const boundsOf = ({ size, number }: Paging): PageBounds => ({ size, skipped: (number - 1) * size });

const cursorOf = ({ after, before }: Paging): Cursor | undefined => after ?? before;

const cursorParameters = (cursor: Cursor = []): Parameters =>
  Object.fromEntries(cursor.map((value, index) => [`cursor_${index}`, value]));

function rowsSql({ source, read, keys, within, lower, upper, ref }: Scan, paging: ScanPaging, limit: string): string {
  const backwards = paging.descending !== (paging.before !== undefined);
  const order = keys.map((key) => `${key} ${backwards ? "DESC" : "ASC"}`).join(", ");
  const named = keys.map((key, index) => `${key} AS key_${index}`).join(", ");
  const [first = "", ...others] = keys;
  const passed = backwards ? "<" : ">";
  // SQLite begins at one bound of each side only. So the cursor, which is nearer, replaces the
  // list's own. Few rows share the first key with it.
  const rest = others.map((_, index) => `:cursor_${index + 1}`).join(", ");
  const place = !cursorOf(paging)
    ? undefined
    : others.length === 0
      ? [`${first} ${passed} :cursor_0`]
      : [
          `${first} ${passed}= :cursor_0`,
          `(${first} ${passed} :cursor_0 OR (${others.join(", ")}) ${passed} (${rest}))`,
        ];
  const bounds = [backwards && place ? [] : upper, !backwards && place ? [] : lower, place ?? []].flat();
  const conditions = [...within, ...bounds].join(" AND ");
  return `SELECT ${read}, ${named}, ${ref} AS ref FROM ${source} WHERE ${conditions} ORDER BY ${order} LIMIT ${limit}`;
}

const tooLong = (parameter: string, expected: string) =>
  refuse({ code: "invalid-parameter", message: `Invalid parameter ${parameter}: ${expected}` });

/** A cursor of another list does not fit this one. */
export const misfitOf = ({ keys }: Pick<Scan, "keys">, { after, before }: Paging): Refusal | undefined =>
  [after, before].every((cursor) => cursor === undefined || cursor.length === keys.length)
    ? undefined
    : tooLong(after ? "after" : "before", "the cursor is not of this list.");

/** Makes a page of the statement's result. */
export function pageOf<Row>(
  scan: Pick<Scan, "keys" | "mostExamined">,
  paging: ScanPaging,
  windowRows: readonly (Row & WindowRow)[],
): Outcome<ListPage<Row>> {
  const cursor = cursorOf(paging);
  const bounds = boundsOf(paging);
  const { skipped } = bounds;
  const { rows: page, count, isCut, end, length } = pageOfWindow<Row>(scan, bounds, windowRows);
  const exact = !isCut && cursor === undefined;
  if (paging.order !== undefined && !exact)
    return tooLong("sortby", "the list is too long to be read in this order. Leave it out, or filter the list.");
  if (isCut && skipped > 0 && skipped >= count)
    return tooLong("page", "so far into a long list, read it by the cursor of the page before: after.");
  const last = skipped + page.length < count ? page.at(-1)?.place : end;
  const onwards = paging.order === undefined ? last : undefined;
  const begins = paging.order !== undefined || (!cursor && skipped === 0);
  const back = begins ? undefined : (page[0]?.place ?? cursor);
  const forwards = paging.before === undefined;
  const inOrder = forwards ? page : [...page].reverse();
  // Pages are merged by comparing cursors with places, so both are made alike.
  const cursorAt = (place: Cursor | undefined) => place && placeOf(scan, place);
  return {
    ok: true,
    rows: inOrder.map(({ row }) => row),
    places: paging.order === undefined ? inOrder.map(({ place }) => placeOf(scan, place)) : [],
    descending: paging.descending,
    count,
    exact,
    after: cursorAt(forwards ? onwards : back),
    before: cursorAt(forwards ? back : onwards),
    progress: onwards && page.length < paging.size ? { examined: scan.mostExamined, of: length } : undefined,
  };
}

/** Where SQLite ignores case, the same place with its text in lower case. */
const placeOf = ({ keys }: Pick<Scan, "keys">, place: Cursor): Cursor =>
  place.map((value, index) =>
    typeof value === "string" && keys[index]?.endsWith("COLLATE NOCASE") ? lowerAscii(value) : value,
  );
