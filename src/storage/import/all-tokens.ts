// Every token of a database with its failures, page by page, for `npm run export`; the worker has no part in it.

import type { TokenRecord } from "../../core/token.ts";
import { statement } from "../sql/sql.ts";
import { failuresOf, type SubjectRow, tokenRecordOf } from "../sql/subject-query.ts";

/** Rows that are read at once. */
const MAX_PAGE_ROWS = 500;

export interface ExportedToken {
  readonly token: TokenRecord;
  readonly displayName: string | null;
  readonly authenticationUrl: string | null;
}

interface Row extends SubjectRow {
  id: number;
  display_name: string | null;
  authentication_url: string | null;
}

export async function* allTokens(db: D1Database): AsyncGenerator<ExportedToken> {
  for (let after = 0; ; ) {
    const { results } = await statement<Row>(
      db,
      `SELECT token.*, ${failuresOf("token")} AS failures,
         (SELECT display_name FROM user WHERE user.realm = token.realm AND user.name = token.user) AS display_name
       FROM token WHERE id > :after ORDER BY id LIMIT ${MAX_PAGE_ROWS}`,
      { after },
    ).all<Row>();
    for (const row of results)
      yield {
        token: tokenRecordOf(row, row.id),
        displayName: row.display_name,
        authenticationUrl: row.authentication_url,
      };
    const last = results.at(-1);
    if (!last) return;
    after = last.id;
  }
}
