// Reads SQLite's plan of a statement and finds the parts whose cost grows with a table that grows:
// a pass over the table or over a whole index of it, and a sort of its rows.

/** A row of EXPLAIN QUERY PLAN. */
export interface PlanRow {
  readonly id: number;
  readonly parent: number;
  readonly detail: string;
}

/**
 * Tables that keep few rows however long the service runs. Any other table of the schema, present
 * or to come, grows.
 */
const SMALL = new Set([
  ...[
    "admin",
    "api_key",
    "event_endpoint",
    "housekeeping",
    "limited_network",
    "oidc_client",
    "forward_auth_host",
    "oidc_key",
    "realm_elsewhere",
    "reseal",
    "d1_migrations",
  ],
]);

export const growing = (tables: readonly string[]): readonly string[] =>
  tables.filter((name) => !SMALL.has(name) && !/^(sqlite|_cf)_/.test(name));

/**
 * The parts of the plan that grow, such as `SCAN token USING INDEX token_by_suite`, each with the
 * name of its table.
 */
export function growingParts(sql: string, plan: readonly PlanRow[], tables: readonly string[]): string[] {
  const tableOf = (name: string, parent: number): string | undefined => {
    // A subquery may be called like a table. It is a step of its own then, beside the one that
    // reads it.
    const isSubquery = plan.some(
      (row) => row.parent === parent && new RegExp(`^(CO-ROUTINE|MATERIALIZE) ${name}$`).test(row.detail),
    );
    if (isSubquery) return undefined;
    const renamed = new RegExp(`\\b(${tables.join("|")})\\s+AS\\s+${name}\\b`, "i").exec(sql)?.[1];
    return renamed ?? tables.find((table) => table === name);
  };
  return plan.flatMap(({ detail, parent }) => {
    const [, name, rest = ""] = /^SCAN (\w+)(.*)$/.exec(detail) ?? [];
    if (name !== undefined) {
      const table = tableOf(name, parent);
      return table ? [`SCAN ${table}${rest}`] : [];
    }
    if (!detail.startsWith("USE TEMP B-TREE")) return [];
    const sorted = plan.flatMap((row) => {
      const [, read] = (row.parent === parent && /^(?:SCAN|SEARCH) (\w+)/.exec(row.detail)) || [];
      return (read && tableOf(read, parent)) || [];
    });
    return sorted.length > 0 ? [`${detail} (${sorted.join(", ")})`] : [];
  });
}

/**
 * Moments that are written into the statement instead of bound. Each would make it a new one, which
 * SQLite parses and plans anew.
 */
export const writtenValues = (sql: string): string[] =>
  [...sql.matchAll(/\b\d{12,}\b/g)].map(([value]) => `${value} is written into the statement`);

/**
 * The number of parameters, numbered or not, all of which must be bound before D1 runs a statement.
 */
export function parametersIn(sql: string): number {
  let most = 0;
  for (const [, number] of sql.matchAll(/\?(\d*)/g)) most = number ? Math.max(most, Number(number)) : most + 1;
  return most;
}
