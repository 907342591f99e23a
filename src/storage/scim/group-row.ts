// A group as a directory sees one: a row of the table scim_group, and its members. Each of these is
// a row, since there may be more than fit into a value of two megabytes.

import type { DirectoryGroup } from "../../core/ports/people/directory.ts";

export interface GroupRow {
  readonly id: number;
  readonly scim_id: string;
  readonly display_name: string;
  readonly external_id: string | null;
  readonly created_at_ms: number;
  readonly changed_at_ms: number;
}

export interface MemberRow {
  readonly group_id: number;
  /** By which the directory knows the person. */
  readonly scim_id: string;
}

export const GROUP_COLUMNS = `scim_group.id, scim_group.scim_id, scim_group.display_name, scim_group.external_id,
   scim_group.created_at_ms, scim_group.changed_at_ms`;

/** `groups`: a query of their ids. In the order of groups, and of people, as they were made. */
export const membersIn = (groups: string): string =>
  `SELECT held.group_id, user.scim_id FROM scim_member AS held CROSS JOIN user ON user.id = held.user_id
   WHERE held.group_id IN (${groups}) AND user.deleted_at_ms IS NULL ORDER BY held.group_id, held.user_id`;

export const groupIn = (row: GroupRow, members: readonly MemberRow[] | undefined): DirectoryGroup => ({
  id: row.scim_id,
  displayName: row.display_name,
  externalId: row.external_id,
  createdAtMs: row.created_at_ms,
  changedAtMs: row.changed_at_ms,
  members: members?.map(({ scim_id }) => scim_id),
});

export const THIS_GROUP = "scim_group.scim_id = :id AND scim_group.realm = :realm";

const isOthers = (which: string): string =>
  `EXISTS (SELECT 1 FROM scim_group AS other WHERE other.realm = :realm AND ${which} AND other.scim_id <> :id)`;

/** Holds if no other group has the name or the externalId. Each is looked for along its index. */
export const IS_FREE_NAME = `(NOT ${isOthers("other.display_name = :display_name COLLATE NOCASE")}
  AND NOT ${isOthers("other.external_id = :external_id")})`;
