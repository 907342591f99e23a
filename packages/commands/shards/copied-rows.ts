// The statements that copy rows as they were read into another database, and delete them where they
// were. A token gets another id there, so rows that belong to a token are read with its serial and
// find it by that. Rows travel as JSON, as many as fit into a parameter: D1 allows 100 of 2 MB.
import { type Statement, statement } from "../../../src/storage/sql/sql.ts";

export type Row = Readonly<Record<string, string | number | null>>;

/** If the target has the row: the copy fails, the target's row stays, or the copy replaces it. */
export type Conflict = "fail" | "keep" | "replace";

const INSERTS: Readonly<Record<Conflict, readonly [verb: string, end: string]>> = {
  fail: ["INSERT", ""],
  keep: ["INSERT", "ON CONFLICT DO NOTHING"],
  replace: ["INSERT OR REPLACE", ""],
};

type Table =
  | "user"
  | "token"
  | "lock"
  | "browser_session"
  | "oidc_grant"
  | "enrollment_link"
  | "undo"
  | "recovery"
  | "caller"
  | "ciba_request";

/** What each database has for itself. Triggers count a user's phones and links as they come. */
const OWN_COLUMNS: Readonly<Partial<Record<Table, readonly string[]>>> = {
  user: ["id", "phones", "link_ends_at_ms"],
  token: ["id"],
};

/** Characters of JSON in a parameter: at most 4 bytes each. A single row may be longer. */
const MAX_PIECE_CHARACTERS = 400_000;

/** The rows as JSON lists that each fit into a parameter. */
function piecesOf(rows: readonly Row[]): readonly string[] {
  const pieces: string[] = [];
  let [piece, characters]: [string[], number] = [[], 0];
  for (const row of rows.map((each) => JSON.stringify(each))) {
    if (characters + row.length > MAX_PIECE_CHARACTERS && piece.length > 0) {
      pieces.push(`[${piece}]`);
      [piece, characters] = [[], 0];
    }
    piece.push(row);
    characters += row.length + 1;
  }
  return piece.length > 0 ? [...pieces, `[${piece}]`] : pieces;
}

const forEachPiece = (
  db: D1Database,
  rows: readonly Row[],
  sqlOf: (columns: readonly string[]) => string,
): Statement[] => {
  const sql = sqlOf(Object.keys(rows[0] ?? {}));
  return piecesOf(rows).map((piece) => statement(db, sql, { rows: piece }));
};

const field = (column: string): string => `given.value ->> '${column}'`;

export const insertRows = (db: D1Database, table: Table, rows: readonly Row[], conflict: Conflict): Statement[] =>
  forEachPiece(db, rows, (all) => {
    const columns = all.filter((column) => !OWN_COLUMNS[table]?.includes(column));
    const [verb, end] = conflict === "replace" && table === "user" ? mergedUser(columns) : INSERTS[conflict];
    return `${verb} INTO ${table} (${columns.join(", ")})
      SELECT ${columns.map(field).join(", ")} FROM json_each(:rows) AS given WHERE true ${end}`;
  });

/** The target counts by its own id. A copy without its block would let the person in. */
const mergedUser = (columns: readonly string[]) =>
  [
    "INSERT",
    `ON CONFLICT (realm, name) DO UPDATE SET ${columns.map((column) => `${column} = excluded.${column}`).join(", ")}`,
  ] as const;

/** Inserts rows that were read with their token's serial. */
export const insertBeside = (db: D1Database, table: Table, rows: readonly Row[], conflict: Conflict): Statement[] =>
  forEachPiece(db, rows, (all) => {
    const columns = all.filter((column) => column !== "token_serial" && column !== "token_id");
    const [verb, end] = INSERTS[conflict];
    return `${verb} INTO ${table} (token_id, ${columns.join(", ")})
      SELECT token.id, ${columns.map(field).join(", ")}
      FROM json_each(:rows) AS given JOIN token ON token.serial = ${field("token_serial")} WHERE true ${end}`;
  });

export const deleteSerials = (db: D1Database, rows: readonly Row[]): Statement[] =>
  forEachPiece(
    db,
    rows.map(({ serial = null }) => ({ serial })),
    () => `DELETE FROM token WHERE serial IN (SELECT ${field("serial")} FROM json_each(:rows) AS given)`,
  );

/** Deletes each row that is still as it was read. */
export const deleteRows = (db: D1Database, table: Table, key: string, rows: readonly Row[]): Statement[] =>
  forEachPiece(db, rows, (all) => {
    const same = all
      .filter((column) => column !== "token_serial")
      .map((column) => `${table}.${column} IS ${field(column)}`);
    return `DELETE FROM ${table} WHERE ${key} IN (
      SELECT ${table}.${key} FROM json_each(:rows) AS given JOIN ${table} ON ${table}.${key} = ${field(key)}
      WHERE ${same.join(" AND ")})`;
  });
