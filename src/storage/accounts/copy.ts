// Copies the accounts, API keys and ended sessions of one database to another, so that both check
// callers alike. Accounts are few and seldom change, so all are copied.
//
// - two changes at once: each copies what it finds, never over a newer generation or revision
// - a removal and an older copy: the account is back until the next one; nothing signs in by it

import { batch } from "../sql/batch.ts";
import { part } from "../sql/sql.ts";

interface AccountRow {
  readonly name: string;
  readonly generation: number;
  readonly sealed_password: string;
  readonly rights: string;
  readonly created_at_ms: number;
  readonly realms: string | null;
  readonly disabled_at_ms: number | null;
  readonly has_password: number;
  readonly person: number;
  readonly revision: number;
}

/** Each of these can change while the generation stays; then the revision rises. */
const CHANGES = ["rights", "realms", "disabled_at_ms", "has_password", "person"];
const ACCOUNT = ["name", "generation", "revision", "sealed_password", "created_at_ms", ...CHANGES];
const KEY = ["id", "account", "sealed_hash", "created_at_ms", "expires_at_ms"];
const valuesOf = (columns: readonly string[]): string => columns.map((column) => `value ->> '${column}'`).join(", ");

/** Ended sessions in one copy: those that would have lasted longest, and the one that ends now. */
const MAX_COPIED_SESSIONS = 1000;

/** The session `ended` ends now: it is always copied, or a thief could go on with its copy. */
export async function copyAccounts(from: D1Database, to: D1Database, ended?: string): Promise<void> {
  const { accounts, keys, sessions } = await batch(from, {
    accounts: part<AccountRow>(`SELECT ${ACCOUNT.join(", ")} FROM admin`),
    keys: part(`SELECT ${KEY.join(", ")} FROM api_key`),
    sessions: part(
      `SELECT id, expires_at_ms FROM ended_session WHERE id = :ended
       UNION ALL SELECT * FROM (
         SELECT id, expires_at_ms FROM ended_session WHERE expires_at_ms > 0
         ORDER BY expires_at_ms DESC LIMIT ${MAX_COPIED_SESSIONS})`,
      { ended: ended ?? null },
    ),
  });
  const parameters = {
    accounts: JSON.stringify(accounts.rows),
    keys: JSON.stringify(keys.rows),
    sessions: JSON.stringify(sessions.rows),
  };
  await batch(to, {
    gone: part("DELETE FROM admin WHERE name NOT IN (SELECT value ->> 'name' FROM json_each(:accounts))", parameters),
    accounts: part(
      `INSERT INTO admin (${ACCOUNT.join(", ")}) SELECT ${valuesOf(ACCOUNT)} FROM json_each(:accounts) WHERE true
       ON CONFLICT (name) DO UPDATE SET generation = excluded.generation, revision = excluded.revision,
         sealed_password = excluded.sealed_password, created_at_ms = excluded.created_at_ms,
         ${CHANGES.map((column) => `${column} = excluded.${column}`).join(", ")}
       WHERE (excluded.generation, excluded.revision) > (admin.generation, admin.revision)
         OR ((excluded.generation, excluded.revision) = (admin.generation, admin.revision)
           AND (${CHANGES.map((column) => `excluded.${column} IS NOT admin.${column}`).join(" OR ")}))`,
      parameters,
    ),
    goneKeys: part("DELETE FROM api_key WHERE id NOT IN (SELECT value ->> 'id' FROM json_each(:keys))", parameters),
    keys: part(
      `INSERT INTO api_key (${KEY.join(", ")}) SELECT ${valuesOf(KEY)} FROM json_each(:keys)
       WHERE true ON CONFLICT DO NOTHING`,
      parameters,
    ),
    sessions: part(
      `INSERT INTO ended_session (id, expires_at_ms) SELECT value ->> 'id', value ->> 'expires_at_ms'
       FROM json_each(:sessions) WHERE true ON CONFLICT DO NOTHING`,
      parameters,
    ),
  });
}
