// D1 knows numbered parameters only. Here statements name theirs, so that pieces of SQL can be joined without counting.

export type Parameters = Readonly<Record<string, string | number | null>>;

/** Prepares `sql` with its `:name` parameters bound. Throws when one has no value, which is a bug. */
export function statement(
  db: D1Database | D1DatabaseSession,
  sql: string,
  parameters: Parameters,
): D1PreparedStatement {
  const names: string[] = [];
  const numbered = sql.replace(/:([a-z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `?${names.indexOf(name) + 1}`;
  });
  const values = names.map((name) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`no value for :${name}`);
    return value;
  });
  return db.prepare(numbered).bind(...values);
}
