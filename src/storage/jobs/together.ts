// Lets acts run at once, and sends what they send to D1 in one batch. The guard, the change and the
// trail's row of each act stay together, in their order, so each act decides as if it were alone.
// Fifty changes thus cost the round trips of one. If a batch fails, its acts can be retried.

interface WaitingBatch {
  readonly db: D1Database;
  readonly statements: D1PreparedStatement[];
  readonly resolve: (results: D1Result[]) => void;
  readonly reject: (error: unknown) => void;
}

export interface Together {
  /** The same database, whose batches wait for those of the other acts. */
  through(db: D1Database): D1Database;
  /** Runs the acts; gives their results in order. Throws if one throws, once all are over. */
  run<T>(acts: readonly (() => Promise<T>)[]): Promise<T[]>;
}

export function createTogether(): Together {
  let running = 0;
  let waiting: WaitingBatch[] = [];

  /** An act that does not wait here computes or waits for something else, and will come or end. */
  function sendOnceAllWait(): void {
    if (waiting.length === 0 || waiting.length < running) return;
    const all = waiting;
    waiting = [];
    for (const db of new Set(all.map((one) => one.db)))
      void send(
        db,
        all.filter((one) => one.db === db),
      );
  }

  return {
    through: (db) => {
      const batch = (statements: D1PreparedStatement[]) =>
        new Promise<D1Result[]>((resolve, reject) => {
          waiting.push({ db, statements, resolve, reject });
          sendOnceAllWait();
        });
      const prepare: D1Database["prepare"] = (sql) => db.prepare(sql);
      const withSession: D1Database["withSession"] = (from) => db.withSession(from);
      return { prepare, batch, withSession } as D1Database;
    },

    async run(acts) {
      running += acts.length;
      const ended = await Promise.allSettled(
        acts.map(async (act) => {
          try {
            return await act();
          } finally {
            running--;
            sendOnceAllWait();
          }
        }),
      );
      return ended.map((one) => {
        if (one.status === "rejected") throw one.reason;
        return one.value;
      });
    },
  };
}

async function send(db: D1Database, all: readonly WaitingBatch[]): Promise<void> {
  try {
    const results = await db.batch(all.flatMap(({ statements }) => statements));
    let from = 0;
    for (const { statements, resolve } of all) {
      resolve(results.slice(from, from + statements.length));
      from += statements.length;
    }
  } catch (error) {
    for (const { reject } of all) reject(error);
  }
}
