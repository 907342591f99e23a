// The worker that applies migrations, beside the database. From Node each statement would be a call
// that blocks the process until workerd has answered, and a new database needs hundreds.

export const MIGRATOR = "migrator";

export interface Migrations {
  readonly binding: string;
  /** Where it records them, as `wrangler d1 migrations apply` does. */
  readonly table: string;
  readonly migrations: readonly { readonly file: string; readonly queries: readonly string[] }[];
}

/** Its answer. */
export interface MigrationFailure {
  readonly file: string;
  readonly message: string;
}

const script = `export default { async fetch(request, env) {
  const { binding, table, migrations } = await request.json();
  const db = env[binding];
  await db.prepare(\`CREATE TABLE IF NOT EXISTS "\${table}"(
		id         INTEGER PRIMARY KEY AUTOINCREMENT,
		name       TEXT UNIQUE,
		applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL
);\`).run();
  const { results } = await db.prepare(\`SELECT name FROM "\${table}"\`).all();
  const applied = new Set(results.map(({ name }) => name));
  for (const { file, queries } of migrations) {
    if (applied.has(file)) continue;
    try {
      // A batch is one transaction, so a migration is never applied without its record.
      await db.batch([
        ...queries.map((query) => db.prepare(query)),
        db.prepare(\`INSERT INTO "\${table}" (name) VALUES (?)\`).bind(file),
      ]);
    } catch ({ message }) {
      return Response.json({ file, message });
    }
  }
  return Response.json(null);
} };`;

/** Its options for Miniflare, around databases by their bindings. No socket leads to it. */
export const migrator = (d1Databases: Readonly<Record<string, string>>, compatibilityDate: string) => ({
  name: MIGRATOR,
  modules: true,
  script,
  compatibilityDate,
  d1Databases,
});
