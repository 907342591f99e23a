// The files in which workerd keeps what is stored, opened with Node's own SQLite.
import { DatabaseSync } from "node:sqlite";
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

/** Opens the file, or makes it. */
export const openSqlite = (path: string): DatabaseSync => new DatabaseSync(path, { timeout: BUSY_MS, limits: LIMITS });

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
  const { code, errcode = 0, message } = error as { code?: string; errcode?: number; message: string };
  if (code !== "ERR_SQLITE_ERROR" || !OF_FILES.includes(errcode & 0xff)) return error;
  return new CommandError(`The database (${database}) cannot be used: ${message}.`);
}
