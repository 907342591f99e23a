// The groups of a directory's realm in D1. Of two changes at once the second finds another version;
// a batch that has lost finds no row with its mark, and so moves nobody.

import { noteOnSuccess } from "../../core/audit/audit.ts";
import type {
  DirectoryGroup,
  DirectoryGroups,
  GroupRefusal,
  GroupState,
  MemberChange,
} from "../../core/ports/people/directory.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, type Guard } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { BY_DIRECTORY, type DirectoryAt, drawId, guardOf, NEXT_VERSION, SCIM_RIGHT } from "./at.ts";
import {
  ADDED,
  ALL_FIT,
  ALL_KNOWN,
  type GroupRow,
  groupColumns,
  groupIn,
  IS_FREE_NAME,
  MY_GROUP,
  rewriteGroups,
  THIS_GROUP,
} from "./group-row.ts";
import { type AttributeSearch, listResources, SEEN, seenParameters } from "./list.ts";

const COMPARED: Readonly<Record<string, AttributeSearch>> = {
  id: { sql: "scim_group.scim_id = :id" },
  displayName: { sql: "scim_group.display_name = :displayname COLLATE NOCASE", ignoresCase: true },
  externalId: { sql: "scim_group.external_id = :externalid" },
  members: {
    sql: `scim_group.id IN (SELECT held.group_id FROM user JOIN scim_member AS held ON held.user_id = user.id
      WHERE user.scim_id = :members AND user.deleted_at_ms IS NULL)`,
  },
};

/** Members who leave: all but those who come, or those who are named. */
const LEAVING = `SELECT held.user_id FROM scim_member AS held JOIN user ON user.id = held.user_id
  WHERE held.group_id IN (SELECT own.id FROM scim_group AS own WHERE own.scim_id = :id AND own.realm = :realm)
    AND CASE WHEN :all THEN user.deleted_at_ms IS NULL AND user.scim_id NOT IN (SELECT value FROM json_each(:add))
      ELSE user.scim_id IN (SELECT value FROM json_each(:remove)) END`;
const COMING = `SELECT coming.id FROM (${ADDED}) AS coming WHERE NOT EXISTS (
  SELECT 1 FROM scim_member AS held JOIN scim_group AS own ON own.id = held.group_id
  WHERE own.scim_id = :id AND held.user_id = coming.id)`;

const MOVES = `(EXISTS (${LEAVING}) OR EXISTS (${COMING}))`;
const DIFFERS = "(scim_group.display_name IS NOT :display_name OR scim_group.external_id IS NOT :external_id)";
const MAY = `${IS_FREE_NAME} AND ${ALL_KNOWN} AND ${ALL_FIT}`;

interface BeforeRow {
  readonly as_read: number;
  readonly free: number;
  readonly known: number;
  readonly fit: number;
}

/** Members may have come and gone since, but then nobody names a version. */
const AS_READ = `CASE WHEN :version IS NULL THEN scim_group.display_name = :was_name AND scim_group.external_id IS :was_external_id
  ELSE scim_group.changed_at_ms = :version END`;
const CHECKS = `${IS_FREE_NAME} AS free, ${ALL_KNOWN} AS known, ${ALL_FIT} AS fit`;

const parametersOf = ({ displayName, externalId }: GroupState, { all, add, remove }: MemberChange): Parameters => ({
  mark: drawId(),
  display_name: displayName,
  external_id: externalId,
  all: all ? 1 : 0,
  add: JSON.stringify(add),
  remove: JSON.stringify(remove),
});

const MEMBERS = `SELECT held.user_id FROM scim_member AS held WHERE held.group_id IN (${MY_GROUP})`;

/**
 * What follows the row: who leaves is told before the members are gone, who comes after. Those who
 * stay need not be read, unless the group has another name.
 */
const moving = ({ sql, parameters }: Guard, isRenamed = false) => ({
  told: part(rewriteGroups(LEAVING, `EXISTS (${MY_GROUP}) AND ${sql}`, MY_GROUP), parameters),
  left: part(
    `DELETE FROM scim_member WHERE group_id IN (${MY_GROUP}) AND user_id IN (${LEAVING}) AND ${sql}`,
    parameters,
  ),
  came: part(
    `INSERT INTO scim_member (group_id, user_id) SELECT own.id, coming.id FROM (${MY_GROUP}) AS own, (${COMING}) AS coming
     WHERE ${sql}`,
    parameters,
  ),
  members: part(rewriteGroups(isRenamed ? MEMBERS : ADDED, `EXISTS (${MY_GROUP}) AND ${sql}`), parameters),
});

export const createDirectoryGroups = (at: DirectoryAt): DirectoryGroups => {
  const { db, notes, call, realm } = at;

  const noted = (name: string) => {
    const detail = `${BY_DIRECTORY.detail}: group ${name}`;
    return notes.of(noteOnSuccess(call, "USER_CHANGED", { detail, realm }));
  };

  const look = ({ sql, parameters }: Guard, withMembers: boolean) =>
    part<GroupRow>(`SELECT ${groupColumns(withMembers)} FROM scim_group WHERE ${THIS_GROUP} AND ${sql}`, parameters);

  async function find(id: string, withMembers: boolean) {
    const parameters = { ...seenParameters(at), id };
    return batchForCaller(db, call.caller, SCIM_RIGHT, { group: look({ sql: SEEN, parameters }, withMembers) });
  }

  return {
    list: (filter, page, withMembers) =>
      listResources<GroupRow, DirectoryGroup>(
        at,
        {
          from: "FROM scim_group WHERE scim_group.realm = :realm",
          columns: groupColumns(withMembers),
          order: "scim_group.id",
          compared: COMPARED,
          resourceIn: groupIn,
        },
        filter,
        page,
      ),

    async read(id, withMembers) {
      const found = await find(id, withMembers);
      if (!found.ok) return found;
      const [row] = found.group.rows;
      return { ok: true, resource: row && groupIn(row) };
    },

    async create(group, members) {
      const change = { all: false, remove: [], add: members };
      const guard = guardOf(at, { ...parametersOf(group, change), id: drawId() });
      const { sql, parameters } = guard;
      const done = await batchForCaller(
        db,
        call.caller,
        SCIM_RIGHT,
        {
          before: part<BeforeRow>(`SELECT 1 AS as_read, ${CHECKS} WHERE ${sql}`, parameters),
          row: part(
            `INSERT INTO scim_group (scim_id, realm, display_name, external_id, mark, created_at_ms, changed_at_ms)
             SELECT :id, :realm, :display_name, :external_id, :mark, :now, :now WHERE ${MAY} AND ${sql}`,
            parameters,
          ),
          note: after("row", await noted(group.displayName)),
          ...moving(guard),
          group: look(guard, true),
        },
        guard,
      );
      if (!done.ok) return done;
      const [row] = done.group.rows;
      if (row) return { ok: true, did: "changed", resource: groupIn(row) };
      return { ok: true, did: "refused", why: refusalIn(done.before.rows[0]) };
    },

    async change(was, to, members, version) {
      const before = { was_name: was.displayName, was_external_id: was.externalId };
      const guard = guardOf(at, { ...parametersOf(to, members), id: was.id, version: version ?? null, ...before });
      const { sql, parameters } = guard;
      const done = await batchForCaller(
        db,
        call.caller,
        SCIM_RIGHT,
        {
          before: part<BeforeRow>(
            `SELECT ${AS_READ} AS as_read, ${CHECKS} FROM scim_group WHERE ${THIS_GROUP} AND ${sql}`,
            parameters,
          ),
          row: part(
            `UPDATE scim_group SET display_name = :display_name, external_id = :external_id, mark = :mark,
               changed_at_ms = ${NEXT_VERSION}
             WHERE ${THIS_GROUP} AND ${AS_READ} AND (${DIFFERS} OR ${MOVES}) AND ${MAY} AND ${sql}`,
            parameters,
          ),
          note: after("row", await noted(to.displayName)),
          ...moving(guard, was.displayName !== to.displayName),
          group: look(guard, was.members !== undefined),
        },
        guard,
      );
      if (!done.ok) return done;
      const [found] = done.before.rows;
      const [row] = done.group.rows;
      if (!found || !row) return { ok: true, did: "refused", why: "unknown" };
      if (!found.as_read) return { ok: true, did: "refused", why: "stale" };
      if (!(found.free && found.known && found.fit)) return { ok: true, did: "refused", why: refusalIn(found) };
      return { ok: true, did: done.row.changes > 0 ? "changed" : "unchanged", resource: groupIn(row) };
    },

    async remove(id, version) {
      const found = await find(id, false);
      if (!found.ok) return found;
      const [group] = found.group.rows;
      if (!group) return { ok: true, did: "unknown" };
      const leave = { all: true, remove: [], add: [] };
      const guard = guardOf(at, { ...parametersOf(groupIn(group), leave), id, version: version ?? null });
      const { sql, parameters } = guard;
      const its = `${THIS_GROUP} AND (:version IS NULL OR changed_at_ms = :version) AND ${sql}`;
      const done = await batchForCaller(
        db,
        call.caller,
        SCIM_RIGHT,
        {
          row: part(`UPDATE scim_group SET mark = :mark WHERE ${its}`, parameters),
          note: after("row", await noted(group.display_name)),
          ...moving(guard),
          // Those of people who are deleted, but not removed.
          group: part(`DELETE FROM scim_group WHERE id IN (${MY_GROUP}) AND ${sql}`, parameters),
          left: look(guard, false),
        },
        guard,
      );
      if (!done.ok) return done;
      if (done.row.changes > 0) return { ok: true, did: "deleted" };
      return { ok: true, did: done.left.rows.length > 0 ? "stale" : "unknown" };
    },
  };
};

const refusalIn = (
  before: BeforeRow | undefined,
): Extract<GroupRefusal, "taken" | "unknown-member" | "many-groups"> => {
  if (before && !before.known) return "unknown-member";
  return before?.free ? "many-groups" : "taken";
};
