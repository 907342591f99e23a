// Applies migrations/*.sql as `wrangler d1 migrations apply` does, and records them in the same
// table, so that either may follow the other.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { unstable_splitSqlQuery } from "wrangler";
import { CommandError, inProject } from "../lib/project.ts";
import type { Config } from "./worker-options.ts";

export async function migrate(mf: Miniflare, config: Config): Promise<void> {
  for (const { binding, migrations_dir, migrations_table } of config.d1_databases) {
    const db = await mf.getD1Database(binding, config.name as string);
    await applyAll(db, inProject(migrations_dir ?? "migrations"), migrations_table ?? "d1_migrations");
  }
}

async function applyAll(
  db: Awaited<ReturnType<Miniflare["getD1Database"]>>,
  folder: string,
  table: string,
): Promise<void> {
  await db
    .prepare(
      `CREATE TABLE IF NOT EXISTS "${table}"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);`,
    )
    .run();
  const { results } = await db.prepare(`SELECT name FROM "${table}"`).all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const files = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  for (const file of files.sort((a, b) => a.localeCompare(b, "en", { numeric: true }))) {
    if (applied.has(file)) continue;
    const queries = unstable_splitSqlQuery(readFileSync(join(folder, file), "utf8"));
    try {
      // A batch is one transaction, so a migration is never applied without its record.
      await db.batch([
        ...queries.map((query) => db.prepare(query)),
        db.prepare(`INSERT INTO "${table}" (name) VALUES (?)`).bind(file),
      ]);
    } catch (error) {
      throw new CommandError(`Migration ${file} failed and was not applied: ${(error as Error).message}`);
    }
  }
}
