// The files in which workerd keeps what is stored, opened with Node's own SQLite.
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { CommandError } from "../lib/project.ts";

/** Those of workerd for a statement, so that one that D1 does not take is not taken here. */
const LIMITS = {
  sqlLength: 100_000,
  column: 100,
  exprDepth: 100,
  compoundSelect: 5,
  functionArg: 127,
  attach: 0,
  likePatternLength: 50,
  variableNumber: 100,
  triggerDepth: 10,
};
/** `npm run dev` may be writing. */
const BUSY_MS = 10_000;

/** SQLite's limit for a path, less what it adds for its own files beside it. */
const MAX_PATH_BYTES = 500;

/** Opens the file, or makes it. */
export function openSqlite(path: string): DatabaseSync {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES)
    throw new CommandError(`The path of the database is too long for SQLite: ${path}`);
  return new DatabaseSync(path, { timeout: BUSY_MS, limits: LIMITS, readBigInts: true });
}

/**
 * The rows that a statement returns, with numbers as D1 gives them: whoever can write to the file
 * could stop a command with one that does not fit.
 */
export function plainRows(statement: StatementSync, values: readonly SQLInputValue[] = []): Record<string, unknown>[] {
  const rows: Record<string, unknown>[] = statement.all(...values);
  for (const row of rows) for (const name in row) if (typeof row[name] === "bigint") row[name] = Number(row[name]);
  return rows;
}

/** Does the work whole or not at all. */
export function inTransaction<Done>(sqlite: DatabaseSync, work: () => Done): Done {
  sqlite.exec("BEGIN IMMEDIATE");
  try {
    const done = work();
    sqlite.exec("COMMIT");
    return done;
  } catch (error) {
    // Of some errors, such as a full disk, SQLite has rolled back by itself.
    if (sqlite.isTransaction) sqlite.exec("ROLLBACK");
    throw error;
  }
}

/**
 * SQLite's codes for what is wrong with a file or its folder rather than with a statement: PERM,
 * BUSY, READONLY, IOERR, CORRUPT, FULL, CANTOPEN, PROTOCOL, NOTADB (sqlite.org/rescode.html).
 */
const OF_FILES = [3, 5, 8, 10, 11, 13, 14, 15, 26];

/** Such an error in one line, since a stack would explain nothing. Any other stays as it is. */
export function withoutStack(error: unknown, database: string): unknown {
  if (!(error instanceof Error)) return error;
  const { code, errcode = 0 } = error as { code?: string; errcode?: number };
  const ofFile = code === "ERR_SQLITE_ERROR" ? OF_FILES.includes(errcode & 0xff) : "syscall" in error;
  return ofFile ? new CommandError(`The database (${database}) cannot be used: ${error.message}.`) : error;
}
