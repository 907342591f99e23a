// The window of a list that one scan examines, and the page that comes out of it.

import type { Cursor } from "../../../core/ports/paging.ts";

/** Conditions and columns know a row by the name `as`. */
export interface RowWindow {
  /** `limit` rows in order: their columns, place (key_0, key_1 …) and `ref` to read them again. */
  readonly rows: (limit: string) => string;
  readonly mostExamined: number;
  readonly limit?: string | undefined;
  /** The number of keys of a place. */
  readonly keys: number;
  readonly as: string;
  /** What is joined to each row. */
  readonly joined?: string | undefined;
  /** Holds for the rows that the list shows. */
  readonly fits: string;
  /** Holds when the list goes on after the window, so no count is exact. Undefined: it may end. */
  readonly isLong?: string | undefined;
  /** How many rows the list may have in all, if the table tells at a glance. */
  readonly length?: string | undefined;
  /** An order of the rows that fit, if it is not that of the window. */
  readonly order?: string | undefined;
  /** The table that has the rows, called as above, and the column of it that equals `ref`. */
  readonly from: string;
  readonly ref: string;
  readonly columns: string;
  /** Further columns, which are read for rows that fit only. */
  readonly further?: Readonly<Record<string, string>> | undefined;
}

/** Which of the fitting rows are the page. */
export interface PageBounds {
  readonly size: number;
  readonly skipped: number;
}

export interface WindowPage<Row> {
  readonly rows: readonly { readonly row: Row; readonly place: Cursor }[];
  /** How many rows fit, on the page and around it. */
  readonly count: number;
  /** Whether the list may go on after the rows that were examined. */
  readonly isCut: boolean;
  /** The place of the last of those. Undefined if the list ends there, or a full page ended it. */
  readonly end: Cursor | undefined;
  readonly length?: number | undefined;
}

export const keysSql = ({ keys }: RowWindow): string =>
  Array.from({ length: keys }, (_, index) => `key_${index}`).join(", ");

/** The place of a row as JSON. */
export const placeSql = (window: RowWindow): string => `json_array(${keysSql(window)})`;

export const orderSql = ({ order }: RowWindow): string => (order === undefined ? "" : `ORDER BY ${order}`);
