// The newest checkpoint of the audit trail in a state folder, read by the service's own code from
// the file of its object (src/storage/audit/checkpoints/head-object.ts).
import { existsSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { openSqlite, plainRows } from "../../../scripts/state/sqlite.ts";
import { type Head, type HeadStorage, readHead } from "../../../src/storage/audit/checkpoints/head.ts";

export function headIn(file: string): Head | null {
  if (!existsSync(file)) return null;
  const sqlite = openSqlite(file);
  try {
    return readHead(headStorage(sqlite));
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
