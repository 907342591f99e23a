// Rows of a whole database, for commands that look at all of them: at once, or page by page.
import type { UserReading } from "../../../src/core/user.ts";
import { type Parameters, statement } from "../../../src/storage/sql/sql.ts";

export const allRows = async <Row>(db: D1Database, sql: string, parameters: Parameters = {}): Promise<readonly Row[]> =>
  (await statement<Row>(db, sql, parameters).all<Row>()).results;

/** Rows that are read at once. */
const MAX_PAGE_ROWS = 200;

/** Rows in the order of their keys, some of which a move may delete meanwhile. */
export async function* pages<Row>(db: D1Database, sql: string, first: string | number): AsyncGenerator<Row> {
  for (let after = first; ; ) {
    const pageSql = `${sql} ORDER BY 1 LIMIT ${MAX_PAGE_ROWS}`;
    const page = await allRows<Row & { key: string | number }>(db, pageSql, { after });
    yield* page as readonly Row[];
    const last = page.at(-1);
    if (!last) return;
    after = last.key;
  }
}

/** Users, and people who were sent a link. A user who has links occurs several times. */
export async function* ownersIn(db: D1Database): AsyncGenerator<UserReading> {
  yield* pages<UserReading>(db, "SELECT id AS key, name AS user, realm FROM user WHERE id > :after", 0);
  yield* pages<UserReading>(db, "SELECT hash AS key, user, realm FROM enrollment_link WHERE hash > :after", "");
}
