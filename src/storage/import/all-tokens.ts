// Every token of a database with its failures, page by page, for `npm run export`; the worker has no part in it.

import type { TokenRecord } from "../../core/token.ts";
import { statement } from "../sql/sql.ts";
import { failuresOf, type SubjectRow, tokenRecordOf } from "../sql/subject-query.ts";

/** Rows that are read at once. */
const MAX_PAGE_ROWS = 500;

export interface ExportedToken {
  readonly token: TokenRecord;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly groups: readonly string[];
  readonly authenticationUrl: string | null;
}

interface Row extends SubjectRow {
  id: number;
  display_name: string | null;
  email: string | null;
  /** JSON; null without a user. */
  groups: string | null;
  authentication_url: string | null;
}

export async function* allTokens(db: D1Database): AsyncGenerator<ExportedToken> {
  for (let after = 0; ; ) {
    const { results } = await statement<Row>(
      db,
      `SELECT token.*, ${failuresOf("token")} AS failures, user.display_name, user.email, user.groups
       FROM token LEFT JOIN user ON user.realm = token.realm AND user.name = token.user
       WHERE token.id > :after ORDER BY token.id LIMIT ${MAX_PAGE_ROWS}`,
      { after },
    ).all<Row>();
    for (const row of results)
      yield {
        token: tokenRecordOf(row, row.id),
        displayName: row.display_name,
        email: row.email,
        groups: JSON.parse(row.groups ?? "[]"),
        authenticationUrl: row.authentication_url,
      };
    const last = results.at(-1);
    if (!last) return;
    after = last.id;
  }
}
