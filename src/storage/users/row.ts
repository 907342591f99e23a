// A row of the table user, as administrators see it.

import type { PhoneUse, UserRecord } from "../../core/ports/people/users.ts";
import { isLock, type LockRules } from "../tokens/conditions.ts";
import { IS_COUNTED, IS_PHONE, ITS_TOKENS } from "./without-phone.ts";

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  readonly display_name: string | null;
  /** The name as it is searched by; null until cron has folded one of an earlier version. */
  readonly folded: string | null;
  readonly email: string | null;
  /** JSON list. */
  readonly groups: string;
  readonly external_id: string | null;
  readonly created_at_ms: number;
  readonly phones: number;
  readonly link_ends_at_ms: number | null;
  readonly is_counted: number;
  readonly deactivated_at_ms: number | null;
  readonly deleted_at_ms: number | null;
  readonly blocked_at_ms: number | null;
  readonly blocked_by: string | null;
  readonly blocked_reason: string | null;
  readonly block_from_ms: number | null;
  readonly block_until_ms: number | null;
  /** JSON: a list as in `useOfTokens`. */
  readonly of_tokens?: string;
}

/** The columns of a row called `user`. A list adds the keys of its order, so all are taken. */
export const USER_COLUMNS = `user.*, ${IS_COUNTED} AS is_counted`;

/** A user's tokens are few. */
export const useOfTokens = (rules: LockRules): string => `(
  SELECT json_array(max(token.last_auth_ms), count(*) FILTER (WHERE ${IS_PHONE} AND EXISTS (
      SELECT 1 FROM lock WHERE lock.token_id = token.id AND ${isLock(rules)})),
    count(*) FILTER (WHERE ${IS_PHONE} AND NOT token.active))
  FROM token WHERE ${ITS_TOKENS})`;

function useIn(ofTokens: string): PhoneUse {
  const [lastSignInMs, locked, disabled] = JSON.parse(ofTokens) as [number | null, number, number];
  return { lastSignInMs, locked, disabled };
}

export const userIn = ({ id, name, realm, display_name, email, groups, ...row }: UserRow): UserRecord => ({
  id,
  name,
  realm,
  displayName: display_name,
  email,
  groups: JSON.parse(groups),
  externalId: row.external_id,
  createdAtMs: row.created_at_ms,
  phones: row.is_counted ? row.phones : null,
  linkEndsAtMs: row.link_ends_at_ms,
  block: {
    atMs: row.blocked_at_ms,
    fromMs: row.block_from_ms,
    untilMs: row.block_until_ms,
    by: row.blocked_by,
    reason: row.blocked_reason,
  },
  deactivatedAtMs: row.deactivated_at_ms,
  deletedAtMs: row.deleted_at_ms,
  use: row.of_tokens === undefined ? undefined : useIn(row.of_tokens),
});
