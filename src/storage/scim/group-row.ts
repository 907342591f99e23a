// A group as a directory sees one: a row of the table scim_group.

import type { DirectoryGroup } from "../../core/ports/people/directory.ts";
import { linksIn } from "./person-row.ts";

export interface GroupRow {
  readonly scim_id: string;
  readonly display_name: string;
  readonly external_id: string | null;
  readonly created_at_ms: number;
  readonly changed_at_ms: number;
  /** JSON: a list of pairs; undefined unless asked for. */
  readonly members?: string;
}

const MEMBERS = `(SELECT json_group_array(json_array(held.scim_id, held.name)) FROM (
    SELECT user.scim_id, coalesce(user.display_name, user.name) AS name FROM scim_member
    JOIN user ON user.id = scim_member.user_id
    WHERE scim_member.group_id = scim_group.id AND user.deleted_at_ms IS NULL ORDER BY scim_member.user_id) AS held) AS members`;

export const groupColumns = (withMembers: boolean): string =>
  `scim_group.scim_id, scim_group.display_name, scim_group.external_id, scim_group.created_at_ms,
   scim_group.changed_at_ms${withMembers ? `, ${MEMBERS}` : ""}`;

export const groupIn = (row: GroupRow): DirectoryGroup => ({
  id: row.scim_id,
  displayName: row.display_name,
  externalId: row.external_id,
  createdAtMs: row.created_at_ms,
  changedAtMs: row.changed_at_ms,
  members: row.members === undefined ? undefined : linksIn(row.members),
});

export const THIS_GROUP = "scim_group.scim_id = :id AND scim_group.realm = :realm";

/** Holds if no other group has the name or the externalId. */
export const IS_FREE_NAME = `NOT EXISTS (SELECT 1 FROM scim_group AS other WHERE other.realm = :realm AND other.scim_id <> :id
  AND (other.display_name = :display_name COLLATE NOCASE OR other.external_id = :external_id))`;
