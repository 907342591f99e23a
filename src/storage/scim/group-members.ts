// The members of a group, and what follows for them: `user.groups` has the names that applications
// are told, so whatever changes a group rewrites them in the same batch.

import { MAX_GROUPS } from "../../core/admin/user-attributes.ts";
import type { GroupState, MemberChange } from "../../core/ports/people/directory.ts";
import type { Guard } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { drawId, NEXT_VERSION } from "./at.ts";

/** As this batch has made or changed it. */
export const MY_GROUP = "SELECT own.id FROM scim_group AS own WHERE own.scim_id = :id AND own.mark = :mark";

/** People to be added, by their ids. A list is read first, not a realm or a group: CROSS JOIN. */
const ADDED = `SELECT user.id FROM json_each(:add) AS added
  CROSS JOIN user ON user.scim_id = added.value WHERE user.realm = :realm AND user.deleted_at_ms IS NULL`;

/** Holds if each of them is somebody. */
export const ALL_KNOWN = `NOT EXISTS (SELECT 1 FROM json_each(:add) AS added WHERE NOT EXISTS (
  SELECT 1 FROM user WHERE user.scim_id = added.value AND user.realm = :realm AND user.deleted_at_ms IS NULL))`;

/** Holds if each of them has a place for one more group: tokens and headers carry all. */
export const ALL_FIT = `NOT EXISTS (SELECT 1 FROM (${ADDED}) AS added WHERE ${MAX_GROUPS} <= (
  SELECT count(*) FROM scim_member JOIN scim_group ON scim_group.id = scim_member.group_id
  WHERE scim_member.user_id = added.id AND scim_group.scim_id <> :id))`;

const OWN = "SELECT own.id FROM scim_group AS own WHERE own.scim_id = :id AND own.realm = :realm";

/**
 * Members who leave: the named, or all but those who come, for which the whole group is read. Who
 * is deleted leaves as well: an account may bring the person back, but not into the group.
 */
const leaving = (all: boolean): string =>
  all
    ? `SELECT held.user_id FROM scim_member AS held JOIN user ON user.id = held.user_id
       WHERE held.group_id IN (${OWN}) AND user.scim_id NOT IN (SELECT value FROM json_each(:add))`
    : `SELECT held.user_id FROM json_each(:remove) AS leaving CROSS JOIN user ON user.scim_id = leaving.value
       CROSS JOIN scim_member AS held ON held.user_id = user.id AND held.group_id IN (${OWN})`;
const COMING = `SELECT coming.id FROM (${ADDED}) AS coming WHERE NOT EXISTS (
  SELECT 1 FROM scim_group AS own CROSS JOIN scim_member AS held ON held.group_id = own.id
  WHERE own.scim_id = :id AND held.user_id = coming.id)`;

/** Holds if anybody leaves or comes. */
export const someMove = (all: boolean): string => `(EXISTS (${leaving(all)}) OR EXISTS (${COMING}))`;

/** The names of a user's groups, in the order of their making: with `also`, but `without`. */
const namesOf = (also: string, without: string): string => `(SELECT json_group_array(held.display_name) FROM (
  SELECT scim_group.display_name FROM scim_group WHERE scim_group.id NOT IN (${without}) AND scim_group.id IN (
    SELECT group_id FROM scim_member WHERE scim_member.user_id = user.id UNION ${also}) ORDER BY scim_group.id) AS held)`;
const NONE = "SELECT -1";

/**
 * Rewrites what applications are told of these people. Each gets another version: an account may
 * have given them the names already, but a directory sees the group itself.
 */
const rewriteGroups = (people: string, guard: string, also = NONE, without = NONE): string =>
  `UPDATE user SET groups = ${namesOf(also, without)}, changed_at_ms = ${NEXT_VERSION} WHERE id IN (${people}) AND ${guard}`;

export const groupParameters = (
  { displayName, externalId }: GroupState,
  { add, remove }: MemberChange,
): Parameters => ({
  mark: drawId(),
  display_name: displayName,
  external_id: externalId,
  add: JSON.stringify(add),
  remove: JSON.stringify(remove),
});

const MEMBERS = `SELECT held.user_id FROM scim_member AS held WHERE held.group_id IN (${MY_GROUP})`;

/** What follows the row. Those who stay need not be read, unless the group has another name. */
export const moving = (
  { sql, parameters }: Guard,
  { all = false, isRenamed = false }: { readonly all?: boolean; readonly isRenamed?: boolean } = {},
) => {
  const told = (people: string, also?: string, without?: string) =>
    part(rewriteGroups(people, `EXISTS (${MY_GROUP}) AND ${sql}`, also, without), parameters);
  return {
    // Before they have left and come, as nobody knows afterwards who that was.
    leave: told(leaving(all), NONE, MY_GROUP),
    come: told(COMING, MY_GROUP),
    left: part(
      `DELETE FROM scim_member WHERE group_id IN (${MY_GROUP}) AND user_id IN (${leaving(all)}) AND ${sql}`,
      parameters,
    ),
    came: part(
      `INSERT INTO scim_member (group_id, user_id) SELECT own.id, coming.id FROM (${MY_GROUP}) AS own, (${COMING}) AS coming
       WHERE ${sql}`,
      parameters,
    ),
    members: isRenamed ? told(MEMBERS) : undefined,
  };
};
