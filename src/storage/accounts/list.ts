// Lists accounts in D1, with what an administrator decides by: the last use, a phone, the keys.

import type { Caller } from "../../core/caller.ts";
import type { AccountView, ApiKeyView } from "../../core/ports/people/account-management.ts";
import type { Outcome } from "../../core/reasons.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { batchEverywhere } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";

/** Accounts are few: people who run the service, and applications. */
const MAX_ACCOUNTS = 500;

interface Row {
  name: string;
  rights: string;
  realms: string | null;
  created_at_ms: number;
  disabled_at_ms: number | null;
  has_password: number;
  person: number;
  signed_in_at_ms: number | null;
  has_phone: number;
  keys: string;
}

const LIST = `
  SELECT name, rights, realms, created_at_ms, disabled_at_ms, has_password, person,
    (SELECT max(signed_in_at_ms) FROM sign_in WHERE sign_in.name = admin.name) AS signed_in_at_ms,
    EXISTS (SELECT 1 FROM token WHERE token.realm = :admin_realm
      AND token.user = CASE WHEN :fold THEN lower(admin.name) ELSE admin.name END
      AND token.rollout_state = 'enrolled' AND NOT token.revoked) AS has_phone,
    (SELECT json_group_array(json_object('id', id, 'createdAtMs', api_key.created_at_ms, 'expiresAtMs', expires_at_ms,
      'lastUsedAtMs', last_used_at_ms)) FROM api_key WHERE api_key.account = admin.name) AS keys
  FROM admin`;

export async function readAccountList(
  db: D1Database,
  { adminRealm, foldUserCase }: AdministratorSettings,
  caller: Caller,
): Promise<Outcome<{ readonly accounts: readonly AccountView[] }>> {
  const found = await batchEverywhere(db, caller, "accounts", (guard) => ({
    accounts: part<Row>(`${LIST} WHERE ${guard.sql} ORDER BY name LIMIT ${MAX_ACCOUNTS}`, {
      ...guard.parameters,
      admin_realm: adminRealm,
      fold: foldUserCase ? 1 : 0,
    }),
  }));
  return found.ok ? { ok: true, accounts: found.accounts.rows.map(viewOf) } : found;
}

const viewOf = (row: Row): AccountView => {
  const keys: ApiKeyView[] = JSON.parse(row.keys);
  const used = [row.signed_in_at_ms, ...keys.map(({ lastUsedAtMs }) => lastUsedAtMs)].filter((at) => at !== null);
  return {
    name: row.name,
    rights: JSON.parse(row.rights),
    realms: row.realms === null ? null : JSON.parse(row.realms),
    createdAtMs: row.created_at_ms,
    disabledAtMs: row.disabled_at_ms,
    hasPassword: row.has_password === 1,
    isPerson: row.person === 1,
    lastUsedAtMs: used.length === 0 ? null : Math.max(...used),
    hasPhone: row.has_phone === 1,
    keys,
  };
};
