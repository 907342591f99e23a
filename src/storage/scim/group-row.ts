// A group as a directory sees one, and what follows for its members: `user.groups` has the names
// that applications are told, so whatever changes a group rewrites them in the same batch.

import { MAX_GROUPS } from "../../core/admin/user-attributes.ts";
import type { DirectoryGroup } from "../../core/ports/people/directory.ts";
import { NEXT_VERSION } from "./at.ts";
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
/** As this batch has made or changed it. */
export const MY_GROUP = "SELECT own.id FROM scim_group AS own WHERE own.scim_id = :id AND own.mark = :mark";

/** People to be added, by their ids. */
export const ADDED = `SELECT user.id FROM json_each(:add) AS added
  JOIN user ON user.scim_id = added.value WHERE user.realm = :realm AND user.deleted_at_ms IS NULL`;

/** Holds if each of them is somebody. */
export const ALL_KNOWN = `NOT EXISTS (SELECT 1 FROM json_each(:add) AS added WHERE NOT EXISTS (
  SELECT 1 FROM user WHERE user.scim_id = added.value AND user.realm = :realm AND user.deleted_at_ms IS NULL))`;

/** Holds if each of them has a place for one more group: tokens and headers carry all. */
export const ALL_FIT = `NOT EXISTS (SELECT 1 FROM (${ADDED}) AS added WHERE ${MAX_GROUPS} <= (
  SELECT count(*) FROM scim_member JOIN scim_group ON scim_group.id = scim_member.group_id
  WHERE scim_member.user_id = added.id AND scim_group.scim_id <> :id))`;

export const IS_FREE_NAME = `NOT EXISTS (SELECT 1 FROM scim_group AS other WHERE other.realm = :realm AND other.scim_id <> :id
  AND (other.display_name = :display_name COLLATE NOCASE OR other.external_id = :external_id))`;

/** The names of a user's groups, in the order of their making, but of those in `without`. */
const namesOf = (without: string): string => `(SELECT json_group_array(held.display_name) FROM (
  SELECT scim_group.display_name FROM scim_member JOIN scim_group ON scim_group.id = scim_member.group_id
  WHERE scim_member.user_id = user.id AND scim_group.id NOT IN (${without}) ORDER BY scim_member.group_id) AS held)`;

/** Rewrites what applications are told of these people, where it differs. */
export const rewriteGroups = (people: string, guard: string, without = "SELECT -1"): string =>
  `UPDATE user SET groups = ${namesOf(without)}, changed_at_ms = ${NEXT_VERSION}
   WHERE id IN (${people}) AND groups IS NOT ${namesOf(without)} AND ${guard}`;
