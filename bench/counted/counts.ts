// Counts what a worker does to its database and its objects. The Worker and its objects run in one
// isolate here, so one set of numbers is enough. It changes nothing but `first()`, which alone
// tells no numbers: it becomes `all()`.

import type { Counts } from "../measure/counts.ts";

const none = (): Counts => ({
  trips: 0,
  transactions: 0,
  rowsRead: 0,
  rowsWritten: 0,
  databaseMs: 0,
  objectRows: 0,
  alarms: 0,
});
let counts = none();

/** Gives the numbers since the last call. */
export function takeCounts(): Counts {
  const taken = counts;
  counts = none();
  return taken;
}

function note(results: readonly D1Result[]): void {
  counts.trips++;
  if (results.some(({ meta }) => meta.rows_written > 0)) counts.transactions++;
  for (const { meta } of results) {
    counts.rowsRead += meta.rows_read;
    counts.rowsWritten += meta.rows_written;
    counts.databaseMs += meta.duration;
  }
}

export function countedDatabase(db: D1Database): D1Database {
  const originals = new WeakMap<object, D1PreparedStatement>();
  const sessionOf = (of: D1Database | D1DatabaseSession) => ({
    prepare: (sql: string) => statementOf(of.prepare(sql)),
    async batch(statements: D1PreparedStatement[]) {
      const results = await of.batch(statements.map((each) => originals.get(each) as D1PreparedStatement));
      note(results);
      return results;
    },
  });
  function statementOf(original: D1PreparedStatement): D1PreparedStatement {
    const all = async () => {
      const result = await original.all<Record<string, unknown>>();
      note([result]);
      return result;
    };
    const counted = {
      bind: (...values: unknown[]) => statementOf(original.bind(...values)),
      all,
      run: all,
      async first(column?: string) {
        const [row] = (await all()).results;
        return row === undefined ? null : column === undefined ? row : row[column];
      },
    };
    originals.set(counted, original);
    return counted as unknown as D1PreparedStatement;
  }
  const counted = { ...sessionOf(db), withSession: (from: string) => sessionOf(db.withSession(from)) };
  return counted as unknown as D1Database;
}

/** Counts in place. The object's own storage is not changed by this. */
export function countStorage({ storage }: DurableObjectState): void {
  const { kv, sql } = storage;
  const put = kv.put.bind(kv);
  kv.put = ((key: string, value: unknown) => {
    counts.objectRows++;
    put(key, value);
  }) as typeof kv.put;
  const exec = sql.exec.bind(sql);
  sql.exec = ((query: string, ...values: unknown[]) => {
    const cursor = exec(query, ...values);
    counts.objectRows += cursor.rowsWritten;
    return cursor;
  }) as typeof sql.exec;
  const setAlarm = storage.setAlarm.bind(storage);
  storage.setAlarm = (...rest) => {
    counts.alarms++;
    return setAlarm(...rest);
  };
}
