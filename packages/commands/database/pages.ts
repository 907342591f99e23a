// Rows of a whole database, page by page: for commands that look at all of them.

import type { UserReading } from "../../../src/core/user.ts";
import { statement } from "../../../src/storage/sql/sql.ts";

/** Rows that are read at once. */
const MAX_PAGE_ROWS = 200;

/** Rows in the order of their keys, some of which a move may delete meanwhile. */
export async function* pages<Found>(db: D1Database, sql: string, first: string | number): AsyncGenerator<Found> {
  for (let after = first; ; ) {
    const page = statement<Found & { key: string | number }>(db, `${sql} ORDER BY 1 LIMIT ${MAX_PAGE_ROWS}`, { after });
    const { results } = await page.all<Found & { key: string | number }>();
    yield* results as Found[];
    const last = results.at(-1);
    if (!last) return;
    after = last.key;
  }
}

/** Users, and people who were sent a link. A user who has links occurs several times. */
export async function* ownersIn(db: D1Database): AsyncGenerator<UserReading> {
  yield* pages<UserReading>(db, "SELECT id AS key, name AS user, realm FROM user WHERE id > :after", 0);
  yield* pages<UserReading>(db, "SELECT hash AS key, user, realm FROM enrollment_link WHERE hash > :after", "");
}
