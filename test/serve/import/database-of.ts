// Looks into, or changes, the database of a state folder beside whatever runs on it.
import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

export function databaseOf(state: string, sql: string): Record<string, unknown>[] {
  const [file = ""] = globSync(join(state, "d1/*/*.sqlite")).filter((path) => /[0-9a-f]{64}\.sqlite$/.test(path));
  const database = new DatabaseSync(file, { timeout: 10_000 });
  try {
    return database
      .prepare(sql)
      .all()
      .map((row) => ({ ...row }));
  } finally {
    database.close();
  }
}
