// Every token of a database with its failures, and every user without one, page by page, for
// `npm run export`. The worker has no part in it.
import type { TokenRecord } from "../../../src/core/token.ts";
import { failuresOf, type SubjectRow, tokenRecordOf } from "../../../src/storage/sql/subject-query.ts";
import { pages } from "../database/pages.ts";

/** What is kept about a person; nulls for a token without a user. */
interface ExportedPerson {
  readonly displayName: string | null;
  readonly email: string | null;
  readonly groups: readonly string[];
  /** The name by which applications know the person. */
  readonly subject: string | null;
  /** The person's key at a directory. */
  readonly externalId: string | null;
  readonly knownSinceMs: number | null;
}

export interface ExportedToken extends ExportedPerson {
  readonly token: TokenRecord;
  readonly authenticationUrl: string | null;
  /** A clear address comes from a version that did not seal yet, and is the newer of the two. */
  readonly notification: {
    readonly type: string;
    readonly clear: string | null;
    readonly sealed: string | null;
  } | null;
}

export interface ExportedUser extends ExportedPerson {
  readonly user: string;
  readonly realm: string;
}

interface PersonRow {
  display_name: string | null;
  email: string | null;
  /** JSON; null without a user. */
  groups: string | null;
  subject: string | null;
  external_id: string | null;
  known_since_ms: number | null;
}

interface TokenRow extends SubjectRow, PersonRow {
  id: number;
  authentication_url: string | null;
  notification_type: string | null;
  notification_address: string | null;
  sealed_notification_address: string | null;
}

interface UserRow extends PersonRow {
  name: string;
  realm: string;
}

const personOf = (row: PersonRow): ExportedPerson => ({
  displayName: row.display_name,
  email: row.email,
  groups: JSON.parse(row.groups ?? "[]"),
  subject: row.subject,
  externalId: row.external_id,
  knownSinceMs: row.known_since_ms,
});

export async function* allTokens(db: D1Database): AsyncGenerator<ExportedToken> {
  const sql = `SELECT token.id AS key, token.*, ${failuresOf("token")} AS failures, user.display_name, user.email, user.groups,
      user.subject, user.external_id, user.created_at_ms AS known_since_ms
    FROM token LEFT JOIN user ON user.realm = token.realm AND user.name = token.user
    WHERE token.id > :after`;
  for await (const row of pages<TokenRow>(db, sql, 0)) {
    const { notification_type: type, notification_address: clear, sealed_notification_address: sealed } = row;
    yield {
      token: tokenRecordOf(row, row.id),
      ...personOf(row),
      authenticationUrl: row.authentication_url,
      notification: type !== null && (clear ?? sealed) !== null ? { type, clear, sealed } : null,
    };
  }
}

export async function* usersWithoutToken(db: D1Database): AsyncGenerator<ExportedUser> {
  const sql = `SELECT id AS key, *, created_at_ms AS known_since_ms FROM user WHERE id > :after AND NOT EXISTS (
      SELECT 1 FROM token WHERE token.realm = user.realm AND token.user = user.name)`;
  for await (const row of pages<UserRow>(db, sql, 0)) yield { user: row.name, realm: row.realm, ...personOf(row) };
}
