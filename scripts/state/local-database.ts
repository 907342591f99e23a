// A D1 database that lies in a file, for commands. `npm run serve` and `npm run dev` keep theirs
// in SQLite, which Node has, too. A workerd of its own would take a command a second to start, and
// make each statement a call (decision 060).
import { existsSync } from "node:fs";
import type { DatabaseSync, SQLInputValue, StatementSync } from "node:sqlite";
import { setImmediate as nextTurn } from "node:timers/promises";
import {
  type Head,
  type HeadStorage,
  type PartsHead,
  readHead,
  readPartsHead,
} from "../../src/storage/audit/checkpoints/head.ts";
import { inTransaction, openSqlite, plainRows } from "./sqlite.ts";

interface LocalDatabase {
  /** Has what the storage code uses: `prepare`, `bind`, `first`, `all`, `run` and `batch`. */
  readonly db: D1Database;
  close(): void;
}

/** What D1 tells of a statement, as far as the service's code reads it. */
interface Done {
  readonly success: true;
  readonly results: unknown[];
  /** With the rows of other tables that were deleted along. */
  readonly meta: { readonly changes: number };
}

interface LocalStatement extends Pick<D1PreparedStatement, "bind" | "first" | "all" | "run"> {
  done(): Done;
}

const TOTAL = "SELECT total_changes() AS total";

/** Opens the file, or makes it. */
export function openLocalDatabase(path: string): LocalDatabase {
  const sqlite = openSqlite(path);
  // Bounded by the code, because no value is ever written into SQL (decision 039).
  const known = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const statement = known.get(sql) ?? sqlite.prepare(sql);
    known.set(sql, statement);
    return statement;
  };
  const changesSoFar = () => Number(prepared(TOTAL).get()?.total);

  const statement = (sql: string, values: readonly SQLInputValue[]): LocalStatement => {
    const done = (): Done => {
      const before = changesSoFar();
      const results = plainRows(prepared(sql), values);
      return { success: true, results, meta: { changes: changesSoFar() - before } };
    };
    // In a turn of its own, so that a signal is heard between statements.
    const all = () => nextTurn().then(done) as Promise<D1Result<never>>;
    return {
      bind: (...bound: SQLInputValue[]) => statement(sql, bound) as unknown as D1PreparedStatement,
      first: async () => (await all()).results[0] ?? null,
      all,
      run: all,
      done,
    };
  };

  const db = {
    prepare: (sql: string) => statement(sql, []),
    batch: async (statements: readonly LocalStatement[]) => {
      await nextTurn();
      return inTransaction(sqlite, () => statements.map((each) => each.done()));
    },
  };
  return { db: db as unknown as D1Database, close: () => sqlite.close() };
}

/** What the object of a trail holds. */
export interface HeldHeads {
  readonly head: Head | null;
  readonly parts: PartsHead | null;
}

/**
 * The newest checkpoint and part of the audit trail, from the file of their object, read by the
 * service's own code (src/storage/audit/checkpoints/head-object.ts).
 */
export function headsIn(file: string): HeldHeads {
  if (!existsSync(file)) return { head: null, parts: null };
  const sqlite = openSqlite(file);
  try {
    const storage = headStorage(sqlite);
    return { head: readHead(storage), parts: readPartsHead(storage) };
  } finally {
    sqlite.close();
  }
}

export const headStorage = (sqlite: DatabaseSync): HeadStorage => ({
  exec: (sql, ...values) => {
    const rows = plainRows(sqlite.prepare(sql), values);
    return { toArray: () => rows };
  },
});
