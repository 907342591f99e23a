// Reads a page of a list along an index. One look examines a window of the rows, from the start or from a cursor, and filters them;
// so it costs the same however long the table is. When the window holds the whole list, the count is exact and any order is possible.
// Otherwise the list is in the order of the index, and the search goes on at the cursor behind the window.

import type { Cursor, Cut, Paging } from "../../core/ports/paging.ts";
import { type Outcome, type Refusal, refuse } from "../../core/reasons.ts";
import { type Parameters, type Statement, statement } from "./sql.ts";

/** The rows of a list and the way along them. */
export interface Walk {
  /** A table, or joined ones. */
  readonly source: string;
  readonly columns: string;
  /** Expressions that are unique together, in the order of the index; few rows share the first. A row has them as key_0, key_1 … */
  readonly keys: readonly string[];
  /** Conditions that the index serves: no row that fails them is read. */
  readonly within: readonly string[];
  /** The bounds of the list on the first key. Every list has one, or SQLite would not use the index. */
  readonly lower: readonly string[];
  readonly upper: readonly string[];
  /** The name of the rows for `wanted` and `shown`, with further tables joined to them if need be. */
  readonly as: string;
  /** Conditions on the rows that were read. */
  readonly wanted: readonly string[];
  readonly shown: string;
  readonly mostExamined: number;
}

export interface Asked extends Paging {
  readonly descending: boolean;
  /** An order that is not the walk's own; only a whole list can have it. */
  readonly order?: string | undefined;
}

/** The keys of a row. */
export type Keyed = Readonly<Record<`key_${number}`, string | number>>;

export type Examined = Keyed & { readonly fits: number };

/** Two statements for one batch: the page, and the keys of all rows that the look examines. */
export function walkStatements<Row>(
  db: D1Database,
  walk: Walk,
  asked: Asked,
  parameters: Parameters,
): { readonly page: Statement<Row & Keyed>; readonly examined: Statement<Examined> } {
  const { as, mostExamined } = walk;
  // The rows keep the order of the window, which has a limit of its own. Sorting them again would read all of it for each page.
  const order = asked.order === undefined ? "" : `ORDER BY ${asked.order}`;
  return {
    page: statement(
      db,
      `SELECT ${walk.shown} FROM (${windowOf(walk, asked, mostExamined)}) AS ${as} WHERE ${fits(walk)} ${order} LIMIT :size OFFSET :offset`,
      {
        ...parameters,
        ...cursorParameters(cursorOf(asked)),
        size: asked.size,
        offset: cursorOf(asked) ? 0 : (asked.number - 1) * asked.size,
      },
    ),
    examined: examinedStatement(db, walk, asked, parameters),
  };
}

/** The second of these alone, for a page of which the keys are enough. */
export function examinedStatement(
  db: D1Database,
  walk: Omit<Walk, "shown">,
  asked: Asked,
  parameters: Parameters,
): Statement<Examined> {
  const named = walk.keys.map((_, index) => `key_${index}`).join(", ");
  return statement(
    db,
    `SELECT ${named}, (${fits(walk)}) AS fits FROM (${windowOf(walk, asked, walk.mostExamined + 1)}) AS ${walk.as}`,
    { ...parameters, ...cursorParameters(cursorOf(asked)) },
  );
}

const fits = ({ wanted }: Pick<Walk, "wanted">): string => (wanted.length > 0 ? wanted.join(" AND ") : "true");

const cursorOf = ({ after, before }: Paging): Cursor | undefined => after ?? before;

const cursorParameters = (cursor: Cursor = []): Parameters =>
  Object.fromEntries(cursor.map((value, index) => [`cursor_${index}`, value]));

function windowOf(
  { source, columns, keys, within, lower, upper }: Omit<Walk, "shown">,
  asked: Asked,
  rows: number,
): string {
  const backwards = asked.descending !== (asked.before !== undefined);
  const order = keys.map((key) => `${key} ${backwards ? "DESC" : "ASC"}`).join(", ");
  const named = keys.map((key, index) => `${key} AS key_${index}`).join(", ");
  const [first = "", ...others] = keys;
  const passed = backwards ? "<" : ">";
  // SQLite begins at one bound of each side only. So the cursor, which is the nearer one, stands in place of the list's own. Few
  // rows share the first key with it.
  const rest = others.map((_, index) => `:cursor_${index + 1}`).join(", ");
  const place = !cursorOf(asked)
    ? undefined
    : others.length === 0
      ? [`${first} ${passed} :cursor_0`]
      : [
          `${first} ${passed}= :cursor_0`,
          `(${first} ${passed} :cursor_0 OR (${others.join(", ")}) ${passed} (${rest}))`,
        ];
  const bounds = [backwards && place ? [] : upper, !backwards && place ? [] : lower, place ?? []].flat();
  return `SELECT ${columns}, ${named} FROM ${source} WHERE ${[...within, ...bounds].join(" AND ")} ORDER BY ${order} LIMIT ${rows}`;
}

const tooLong = (parameter: string, expected: string) =>
  refuse({ code: "invalid-parameter", message: `Invalid parameter ${parameter}: ${expected}` });

/** A cursor of another list does not fit this one. */
export const misfitOf = ({ keys }: Pick<Walk, "keys">, { after, before }: Paging): Refusal | undefined =>
  [after, before].every((cursor) => cursor === undefined || cursor.length === keys.length)
    ? undefined
    : tooLong(after ? "after" : "before", "the cursor is not of this list.");

/** Makes a page of the results of both statements. */
export function cutOf<Row>(
  walk: Pick<Walk, "keys" | "mostExamined">,
  asked: Asked,
  page: readonly (Row & Keyed)[],
  all: readonly Examined[],
): Outcome<Cut<Row>> {
  const cursor = cursorOf(asked);
  const isCut = all.length > walk.mostExamined;
  const examined = all.slice(0, walk.mostExamined);
  const count = examined.filter(({ fits }) => fits === 1).length;
  const exact = !isCut && cursor === undefined;
  const skipped = cursor ? 0 : (asked.number - 1) * asked.size;
  if (asked.order !== undefined && !exact)
    return tooLong("sortby", "the list is too long to be read in this order. Leave it out, or filter the list.");
  if (isCut && skipped > 0 && skipped >= count)
    return tooLong("page", "so far into a long list, read it by the cursor of the page before: after.");
  const keysOf = (row: Keyed | undefined) => row && walk.keys.map((_, index) => row[`key_${index}`] as string | number);
  const last = skipped + page.length < count ? page.at(-1) : isCut ? examined.at(-1) : undefined;
  const onwards = asked.order === undefined ? keysOf(last) : undefined;
  const begins = asked.order !== undefined || (!cursor && skipped === 0);
  const back = begins ? undefined : (keysOf(page[0]) ?? cursor);
  const forwards = asked.before === undefined;
  const rows = forwards ? page : [...page].reverse();
  return {
    ok: true,
    rows,
    places: asked.order === undefined ? rows.map((row) => placeOf(walk, row)) : [],
    descending: asked.descending,
    count,
    exact,
    after: forwards ? onwards : back,
    before: forwards ? back : onwards,
  };
}

/** SQLite finds the same place by a text in lower case, where it compares without regard to case. */
const placeOf = ({ keys }: Pick<Walk, "keys">, row: Keyed): Cursor =>
  keys.map((key, index) => {
    const value = row[`key_${index}`] as string | number;
    return typeof value === "string" && key.endsWith("COLLATE NOCASE") ? lowerAscii(value) : value;
  });

const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
