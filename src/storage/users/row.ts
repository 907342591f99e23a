// A row of the table user, as administrators see it.

import type { UserRecord } from "../../core/ports/people/users.ts";

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  readonly display_name: string | null;
  readonly email: string | null;
  /** JSON list. */
  readonly groups: string;
  readonly created_at_ms: number;
  /** LAST_SIGN_IN. */
  readonly last_sign_in_ms?: number | null;
}

/** The columns of a row called `user`. A list adds the keys of its order, so all are taken. */
export const USER_COLUMNS = "user.*";

/** The last sign-in with any of the user's tokens, which are few. */
export const LAST_SIGN_IN = `(SELECT max(token.last_auth_ms) FROM token
   WHERE token.realm = user.realm AND token.user = user.name)`;

export const userIn = ({ id, name, realm, display_name, email, groups, ...times }: UserRow): UserRecord => ({
  id,
  name,
  realm,
  displayName: display_name,
  email,
  groups: JSON.parse(groups),
  createdAtMs: times.created_at_ms,
  lastSignInMs: times.last_sign_in_ms,
});
