// The groups of a directory's realm in D1. Of two changes of one version the second is stale; a
// batch that has lost finds no row with its mark, and so moves nobody.

import { noteOnSuccess } from "../../core/audit/audit.ts";
import type { DirectoryGroups, GroupRefusal } from "../../core/ports/people/directory.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import { BY_DIRECTORY, type DirectoryAt, drawId, guardOf, NEXT_VERSION, SCIM_RIGHT } from "./at.ts";
import { createGroupList, groupFound, groupLook } from "./group-list.ts";
import { ALL_FIT, ALL_KNOWN, groupParameters, MY_GROUP, moving, someMove } from "./group-members.ts";
import { IS_FREE_NAME, THIS_GROUP } from "./group-row.ts";

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

export const createDirectoryGroups = (at: DirectoryAt): DirectoryGroups => {
  const { db, notes, call, realm } = at;

  const noted = (name: string) => {
    const detail = `${BY_DIRECTORY.detail}: group ${name}`;
    return notes.of(noteOnSuccess(call, "USER_CHANGED", { detail, realm }));
  };

  const { list, read } = createGroupList(at);

  return {
    list,
    read,

    async create(group, members, withMembers) {
      const change = { all: false, remove: [], add: members };
      const guard = guardOf(at, { ...groupParameters(group, change), id: drawId() });
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
          ...groupLook(guard, withMembers),
        },
        guard,
      );
      if (!done.ok) return done;
      const resource = groupFound(done);
      if (resource) return { ok: true, did: "changed", resource };
      return { ok: true, did: "refused", why: refusalIn(done.before.rows[0]) };
    },

    async change(was, to, members, { version, withMembers }) {
      const before = { was_name: was.displayName, was_external_id: was.externalId };
      const guard = guardOf(at, { ...groupParameters(to, members), id: was.id, version: version ?? null, ...before });
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
             WHERE ${THIS_GROUP} AND ${AS_READ} AND (${DIFFERS} OR ${someMove(members.all)}) AND ${MAY} AND ${sql}`,
            parameters,
          ),
          note: after("row", await noted(to.displayName)),
          ...moving(guard, { all: members.all, isRenamed: was.displayName !== to.displayName }),
          ...groupLook(guard, withMembers),
        },
        guard,
      );
      if (!done.ok) return done;
      const [found] = done.before.rows;
      const resource = groupFound(done);
      if (!found || !resource) return { ok: true, did: "refused", why: "unknown" };
      if (!found.as_read) return { ok: true, did: "refused", why: "stale" };
      if (!(found.free && found.known && found.fit)) return { ok: true, did: "refused", why: refusalIn(found) };
      return { ok: true, did: done.row.changes > 0 ? "changed" : "unchanged", resource };
    },

    async remove(id, version) {
      const found = await read(id, false);
      if (!found.ok) return found;
      const { resource: group } = found;
      if (!group) return { ok: true, did: "unknown" };
      const leave = { all: true, remove: [], add: [] };
      const guard = guardOf(at, { ...groupParameters(group, leave), id, version: version ?? null });
      const { sql, parameters } = guard;
      const its = `${THIS_GROUP} AND (:version IS NULL OR changed_at_ms = :version) AND ${sql}`;
      const done = await batchForCaller(
        db,
        call.caller,
        SCIM_RIGHT,
        {
          row: part(`UPDATE scim_group SET mark = :mark WHERE ${its}`, parameters),
          note: after("row", await noted(group.displayName)),
          ...moving(guard, leave),
          gone: part(`DELETE FROM scim_group WHERE id IN (${MY_GROUP}) AND ${sql}`, parameters),
          ...groupLook(guard, false),
        },
        guard,
      );
      if (!done.ok) return done;
      if (done.row.changes > 0) return { ok: true, did: "deleted" };
      return { ok: true, did: groupFound(done) ? "stale" : "unknown" };
    },
  };
};

const refusalIn = (
  before: BeforeRow | undefined,
): Extract<GroupRefusal, "taken" | "unknown-member" | "many-groups"> => {
  if (before && !before.known) return "unknown-member";
  return before?.free ? "many-groups" : "taken";
};
