// The statements that copy a row as it was read into another database, and delete it where it was. A token gets another id there, so
// rows that belong to a token are read with its serial and find it again by that.

import { type Statement, statement } from "../sql/sql.ts";

export type Row = Readonly<Record<string, string | number | null>>;

/** What becomes of a row that the target has already: the copy fails, the target's row stays, or the copy takes its place. */
export type Conflict = "fail" | "keep" | "replace";

const INSERTS: Readonly<Record<Conflict, readonly [verb: string, end: string]>> = {
  fail: ["INSERT", ""],
  keep: ["INSERT", "ON CONFLICT DO NOTHING"],
  replace: ["INSERT OR REPLACE", ""],
};

export function insertRow(db: D1Database, table: string, row: Row, conflict: Conflict): Statement {
  const columns = Object.keys(row);
  const [verb, end] = INSERTS[conflict];
  return statement(db, `${verb} INTO ${table} (${columns.join(", ")}) VALUES (${valuesOf(columns)}) ${end}`, row);
}

/** Inserts a row that `besideToken` has read. */
export function insertBeside(db: D1Database, table: string, row: Row, conflict: Conflict): Statement {
  const columns = Object.keys(row).filter((column) => column !== "token_serial" && column !== "token_id");
  const [verb, end] = INSERTS[conflict];
  return statement(
    db,
    `${verb} INTO ${table} (token_id, ${columns.join(", ")})
     SELECT id, ${valuesOf(columns)} FROM token WHERE serial = :token_serial ${end}`,
    row,
  );
}

const valuesOf = (columns: readonly string[]): string => columns.map((column) => `:${column}`).join(", ");

/** A token that was made again under the same serial is another one: what belongs to the one before it stays behind. */
export const besideToken = (table: string): string => `SELECT token.serial AS token_serial, ${table}.*
  FROM ${table} JOIN token ON token.id = ${table}.token_id WHERE ${table}.user = :user AND ${table}.realm = :realm`;

/** Deletes the row while it is as it was read. */
export function deleteRow(db: D1Database, table: string, row: Row): Statement {
  const same = Object.keys(row).map((column) => `${column} IS :${column}`);
  return statement(db, `DELETE FROM ${table} WHERE ${same.join(" AND ")}`, row);
}

export const without = (row: Row, column: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));
