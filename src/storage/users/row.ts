// A row of the table user, as administrators see it.

import type { UserRecord } from "../../core/ports/users.ts";

export interface UserRow {
  readonly id: number;
  readonly name: string;
  readonly realm: string;
  readonly display_name: string | null;
  readonly email: string | null;
  /** JSON list. */
  readonly groups: string;
}

/** Of a row that is called `user`; a walk adds the keys of its order, so all columns are taken. */
export const USER_COLUMNS = "user.*";

export const userIn = ({ id, name, realm, display_name, email, groups }: UserRow): UserRecord => ({
  id,
  name,
  realm,
  displayName: display_name,
  email,
  groups: JSON.parse(groups),
});
