// Lists users along the index of their names, or along that of realm and name.

import type { Caller } from "../../core/caller.ts";
import type { Cut, DirectedPaging } from "../../core/ports/paging.ts";
import { MAX_USERS_WITH_SIGN_IN, type UserRecord } from "../../core/ports/people/users.ts";
import type { Outcome } from "../../core/reasons.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { matches, patternParameter, rangeOf } from "../sql/like.ts";
import type { Parameters } from "../sql/sql.ts";
import { cutOf, isLongTable, misfitOf, type Walk, walkStatement } from "../sql/walk.ts";
import { LAST_SIGN_IN, USER_COLUMNS, type UserRow, userIn } from "./row.ts";

/** Users that one request reads. */
const MAX_EXAMINED_USERS = 900;

export async function listUsers(
  db: D1Database,
  caller: Caller,
  { name = "*", realm = "*" }: { readonly name: string | undefined; readonly realm: string | undefined },
  { descending = false, ...paging }: DirectedPaging,
): Promise<Outcome<Cut<UserRecord>>> {
  const way = wayOf(name, realm);
  const walk: Walk = {
    ...way,
    within: [CALLER_MAY, ...way.within],
    source: "user",
    read: "user.*",
    as: "user",
    wanted: [matches("user.name", "name", name), matches("user.realm", "realm", realm), inRealms("user.realm")],
    from: "user",
    ref: "user.id",
    columns: USER_COLUMNS,
    further: paging.size > MAX_USERS_WITH_SIGN_IN ? {} : { last_sign_in_ms: LAST_SIGN_IN },
    mostExamined: MAX_EXAMINED_USERS,
  };
  const asked = { ...paging, descending };
  const misfit = misfitOf(walk, asked);
  if (misfit) return misfit;
  const found = await batchForCaller(db, caller, "userlist", {
    page: walkStatement<UserRow>(db, walk, asked, {
      ...callerParameters(caller, "userlist"),
      ...way.parameters,
      name: patternParameter(name),
      realm: patternParameter(realm),
    }),
  });
  if (!found.ok) return found;
  const cut = cutOf(walk, asked, found.page.rows);
  return cut.ok ? { ...cut, rows: cut.rows.map(userIn) } : cut;
}

type Way = Pick<Walk, "keys" | "within" | "lower" | "upper" | "isLong"> & { readonly parameters: Parameters };

function wayOf(name: string, realm: string): Way {
  const names = rangeOf("user.name", "names", name);
  if (names) return { ...names, keys: ["user.name COLLATE NOCASE", "user.id"], within: [] };
  // Realms are stored in lower case.
  if (!realm.includes("*"))
    return {
      keys: ["user.name"],
      within: ["user.realm = :of_realm"],
      lower: ["user.name >= ''"],
      upper: [],
      parameters: { of_realm: realm.toLowerCase() },
    };
  // Many users share a realm, so the order of all users is that in which they were made.
  const isLong = isLongTable("user", MAX_EXAMINED_USERS);
  return { keys: ["user.id"], within: [], lower: ["user.id >= 0"], upper: [], parameters: {}, isLong };
}
