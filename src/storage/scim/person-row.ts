// A person as a directory sees one: a row of the table user.

import type { DirectoryLink, DirectoryPerson, KeptParts } from "../../core/ports/people/directory.ts";
import type { Settings } from "../../settings.ts";

export interface DirectoryRow {
  readonly id: string;
  readonly name: string;
  readonly user_name: string;
  readonly external_id: string | null;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly active: number;
  /** JSON, as of `groups`: a list of pairs. */
  readonly kept: string | null;
  readonly groups: string;
  readonly created_at_ms: number;
  readonly changed_at_ms: number;
}

/** What a directory has deleted is no more there, though its row still is. */
export const IS_THERE = "user.realm = :realm AND user.deleted_at_ms IS NULL";

export const PERSON_VERSION = "coalesce(user.changed_at_ms, user.created_at_ms)";

export const PERSON_COLUMNS = `user.scim_id AS id, user.name, coalesce(user.scim ->> '$.userName', user.name) AS user_name,
  user.external_id, user.display_name, user.email, user.deactivated_at_ms IS NULL AS active, user.scim -> '$.kept' AS kept,
  (SELECT json_group_array(json_array(held.scim_id, held.display_name)) FROM (
     SELECT scim_group.scim_id, scim_group.display_name FROM scim_member
     JOIN scim_group ON scim_group.id = scim_member.group_id WHERE scim_member.user_id = user.id
     ORDER BY scim_member.group_id) AS held) AS groups,
  user.created_at_ms, ${PERSON_VERSION} AS changed_at_ms`;

const linksIn = (json: string): readonly DirectoryLink[] =>
  (JSON.parse(json) as [string, string][]).map(([value, display]) => ({ value, display }));

export const directoryPersonIn = (row: DirectoryRow): DirectoryPerson => ({
  id: row.id,
  name: row.name,
  userName: row.user_name,
  externalId: row.external_id,
  displayName: row.display_name,
  email: row.email,
  active: row.active === 1,
  kept: row.kept === null ? {} : (JSON.parse(row.kept) as KeptParts),
  groups: linksIn(row.groups),
  createdAtMs: row.created_at_ms,
  changedAtMs: row.changed_at_ms,
});

/** The name by which a person signs in. Where case is folded, requests name nobody in capitals. */
export const nameOf = (userName: string, { foldUserCase }: Pick<Settings, "foldUserCase">): string =>
  foldUserCase ? userName.toLowerCase() : userName;
