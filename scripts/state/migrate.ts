// Applies migrations/*.sql as `wrangler d1 migrations apply` does, and records them in the same
// table, so that either may follow the other. The Miniflare must have the worker of ./migrator.ts.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Miniflare } from "miniflare";
import { CommandError, inProject } from "../lib/project.ts";
import { MIGRATOR, type MigrationFailure, type Migrations } from "./migrator.ts";
import type { Config } from "./worker-options.ts";
import { madeByWrangler } from "./wrangler.ts";

export async function migrate(mf: Miniflare, config: Config): Promise<void> {
  const worker = await mf.getWorker(MIGRATOR);
  for (const { binding, migrations_dir, migrations_table } of config.d1_databases) {
    const migrations = migrationsIn(inProject(migrations_dir ?? "migrations"));
    const asked: Migrations = { binding, table: migrations_table ?? "d1_migrations", migrations };
    const response = await worker.fetch("http://migrator/", { method: "POST", body: JSON.stringify(asked) });
    if (!response.ok) throw new Error(await response.text());
    const failure = (await response.json()) as MigrationFailure | null;
    if (failure) throw new CommandError(`Migration ${failure.file} failed and was not applied: ${failure.message}`);
  }
}

function migrationsIn(folder: string): Migrations["migrations"] {
  const names = readdirSync(folder).filter((file) => file.endsWith(".sql"));
  const files = names
    .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
    .map((file) => ({ file, sql: readFileSync(join(folder, file), "utf8") }));
  return madeByWrangler(["migrations", files], ({ unstable_splitSqlQuery }) =>
    files.map(({ file, sql }) => ({ file, queries: unstable_splitSqlQuery(sql) })),
  );
}
