// The tables of a dump: a reader asks for rows by the name of a table, and does not know where they
// come from.
import { textInValue, trimmedOf } from "./values.ts";

export type TableRow = Readonly<Record<string, unknown>>;

export interface Tables {
  has(table: string): boolean;
  /** The rows one by one, in no order that a reader may rely on. */
  rows(table: string): Iterable<TableRow>;
  /** How many rows there are, when that is known before reading them. */
  count(table: string): number | undefined;
}

/** None where there is no such table. */
export const rowsOfTable = (tables: Tables, table: string): Iterable<TableRow> =>
  tables.has(table) ? tables.rows(table) : [];

export const textAt = (row: TableRow, name: string): string => textInValue(column(row, name));
export const trimmedAt = (row: TableRow, name: string): string | undefined => trimmedOf(column(row, name));

/** The value of a column whose name may be written in either case. */
export function column(row: TableRow, name: string): unknown {
  if (Object.hasOwn(row, name)) return row[name];
  const key = Object.keys(row).find((each) => each.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : row[key];
}
