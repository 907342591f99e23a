// Applies migrations/*.sql as `wrangler d1 migrations apply` does, and records them in the same
// table, so that either may follow the other.
import { chmodSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { CommandError, inProject } from "../lib/project.ts";
import { databaseFile } from "./object-files.ts";
import { inTransaction, openSqlite, withoutStack } from "./sqlite.ts";
import { type Config, databaseIds } from "./worker-options.ts";

export function migrate(folder: string, config: Config): void {
  const ids = databaseIds(config);
  for (const { binding, migrations_dir, migrations_table } of config.d1_databases) {
    const file = databaseFile(folder, ids[binding] as string);
    let sqlite: DatabaseSync | undefined;
    try {
      mkdirSync(dirname(file), { recursive: true });
      sqlite = openSqlite(file);
      chmodSync(file, 0o600);
      apply(sqlite, inProject(migrations_dir ?? "migrations"), migrations_table ?? "d1_migrations");
    } catch (error) {
      throw withoutStack(error, folder);
    } finally {
      sqlite?.close();
    }
  }
}

function apply(sqlite: DatabaseSync, migrations: string, table: string): void {
  // As workerd would make it: a new file would otherwise wait for the disk three times a migration.
  sqlite.exec("PRAGMA journal_mode = WAL");
  sqlite.exec(`CREATE TABLE IF NOT EXISTS "${table}"(
\t\tid         INTEGER PRIMARY KEY AUTOINCREMENT,
\t\tname       TEXT UNIQUE,
\t\tapplied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`);
  const applied = new Set(
    sqlite
      .prepare(`SELECT name FROM "${table}"`)
      .all()
      .map(({ name }) => name),
  );
  const record = sqlite.prepare(`INSERT INTO "${table}" (name) VALUES (?)`);
  const files = readdirSync(migrations).filter((file) => file.endsWith(".sql") && !applied.has(file));
  for (const file of files.sort((a, b) => a.localeCompare(b, "en", { numeric: true })))
    try {
      // One transaction, so a migration is never applied without its record.
      inTransaction(sqlite, () => {
        sqlite.exec(readFileSync(join(migrations, file), "utf8"));
        record.run(file);
      });
    } catch (error) {
      throw new CommandError(`Migration ${file} failed and was not applied: ${(error as Error).message}`);
    }
}
