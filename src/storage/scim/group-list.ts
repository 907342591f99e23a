// Reads groups: one, or a page of a list. A group may have more members than there is memory for a
// page of such groups, so a page ends before it has too many.

import type { DirectoryGroup, DirectoryGroups } from "../../core/ports/people/directory.ts";
import type { StatementResult } from "../sql/batch.ts";
import { batchForCaller, type Guard } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import { type DirectoryAt, SCIM_RIGHT } from "./at.ts";
import { GROUP_COLUMNS, type GroupRow, groupIn, type MemberRow, membersIn, THIS_GROUP } from "./group-row.ts";
import { type AttributeSearch, listResources, SEEN, seenParameters } from "./list.ts";

/** Members on a page, unless its first group alone has more. */
const MAX_MEMBERS = 20_000;

const COMPARED: Readonly<Record<string, AttributeSearch>> = {
  id: { sql: "scim_group.scim_id = :id" },
  displayName: { sql: "scim_group.display_name = :displayname COLLATE NOCASE", ignoresCase: true },
  externalId: { sql: "scim_group.external_id = :externalid" },
  members: {
    sql: `scim_group.id IN (SELECT held.group_id FROM user JOIN scim_member AS held ON held.user_id = user.id
      WHERE user.scim_id = :members AND user.deleted_at_ms IS NULL)`,
  },
};

/** Statements that read the group :id, for `groupFound`. */
export function groupLook({ sql, parameters }: Guard, withMembers: boolean) {
  const which = `FROM scim_group WHERE ${THIS_GROUP} AND ${sql}`;
  return {
    group: part<GroupRow>(`SELECT ${GROUP_COLUMNS} ${which}`, parameters),
    held: withMembers ? part<MemberRow>(membersIn(`SELECT scim_group.id ${which}`), parameters) : undefined,
  };
}

export function groupFound({
  group,
  held,
}: {
  readonly group: StatementResult<GroupRow>;
  readonly held: StatementResult<MemberRow> | undefined;
}): DirectoryGroup | undefined {
  const [row] = group.rows;
  return row && groupIn(row, held?.rows);
}

export function createGroupList(at: DirectoryAt): Pick<DirectoryGroups, "list" | "read"> {
  const read: DirectoryGroups["read"] = async (id, withMembers) => {
    const guard = { sql: SEEN, parameters: { ...seenParameters(at), id } };
    const done = await batchForCaller(at.db, at.call.caller, SCIM_RIGHT, groupLook(guard, withMembers));
    return done.ok ? { ok: true, resource: groupFound(done) } : done;
  };
  return {
    read,

    async list(filter, page, withMembers) {
      const groups = {
        table: "scim_group",
        there: "scim_group.realm = :realm",
        columns: GROUP_COLUMNS,
        compared: COMPARED,
        along: withMembers ? (ids: string) => `${membersIn(ids)} LIMIT ${MAX_MEMBERS + 1}` : undefined,
      };
      const listed = await listResources<GroupRow, MemberRow>(at, groups, filter, page);
      if (!listed.ok) return listed;
      const { total, rows, along } = listed;
      if (!withMembers) return { ok: true, total, resources: rows.map((row) => groupIn(row, undefined)) };
      const whole = wholeGroups(rows, along);
      const [first] = rows;
      if (whole.length > 0 || !first) return { ok: true, total, resources: whole };
      const alone = await read(first.scim_id, true);
      return alone.ok ? { ok: true, total, resources: alone.resource ? [alone.resource] : [] } : alone;
    },
  };
}

/** Those of which all members were read. */
function wholeGroups(rows: readonly GroupRow[], members: readonly MemberRow[]): readonly DirectoryGroup[] {
  const of = Map.groupBy(members, ({ group_id }) => group_id);
  const cut = members.length > MAX_MEMBERS ? members.at(-1)?.group_id : undefined;
  return rows.filter(({ id }) => cut === undefined || id < cut).map((row) => groupIn(row, of.get(row.id) ?? []));
}
