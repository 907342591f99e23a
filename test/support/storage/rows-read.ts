// The database with the rows counted that its statements read, as D1 counts and bills them.

/** `read()` gives the rows read since it was last called. */
export function countingRows(db: D1Database): { readonly db: D1Database; readonly read: () => number } {
  let rows = 0;
  const originals = new WeakMap<object, D1PreparedStatement>();
  const count = <Result extends D1Result>(result: Result): Result => {
    rows += result.meta.rows_read;
    return result;
  };
  function counted(statement: D1PreparedStatement): D1PreparedStatement {
    const outer = {
      bind: (...values: unknown[]) => counted(statement.bind(...values)),
      all: async () => count(await statement.all()),
      run: async () => count(await statement.run()),
      first: async () => count(await statement.all()).results[0] ?? null,
    };
    originals.set(outer, statement);
    return outer as unknown as D1PreparedStatement;
  }
  const inner = (statement: D1PreparedStatement) => originals.get(statement) ?? statement;
  const outer = {
    prepare: (sql: string) => counted(db.prepare(sql)),
    batch: async (statements: D1PreparedStatement[]) => (await db.batch(statements.map(inner))).map(count),
  };
  const read = () => {
    const before = rows;
    rows = 0;
    return before;
  };
  return { db: outer as unknown as D1Database, read };
}
