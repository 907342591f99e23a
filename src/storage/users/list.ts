// Lists users along the index of their names, or along that of realm and name.

import type { Caller } from "../../core/caller.ts";
import type { DirectedPaging, ListPage } from "../../core/ports/paging.ts";
import {
  MAX_USERS_WITH_USE,
  type PhonesFilter,
  type UserFilter,
  type UserRecord,
} from "../../core/ports/people/users.ts";
import type { Outcome } from "../../core/reasons.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { likeRange, matches, patternParameter } from "../sql/like.ts";
import { pageForCaller } from "../sql/scan/page-for-caller.ts";
import { isLongTable, type Scan } from "../sql/scan/scan.ts";
import type { Parameters } from "../sql/sql.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { USER_COLUMNS, type UserRow, useOfTokens, userIn } from "./row.ts";
import { searchUsers, type UserScan } from "./search.ts";
import { alongWithout, wantedWithout } from "./without-phone.ts";

/** Users that one request reads. */
const MAX_EXAMINED_USERS = 900;
/** The same where the tokens of each may be looked at. */
const MAX_EXAMINED_WITHOUT_PHONE = 500;

export async function readUserList(
  db: D1Database,
  settings: LockRules,
  caller: Caller,
  { name = "*", realm = "*", search, phones }: UserFilter,
  { descending = false, ...paging }: DirectedPaging,
  nowMs: number,
): Promise<Outcome<ListPage<UserRecord>>> {
  const rows: UserScan = {
    as: "user",
    wanted: [
      matches("user.name", "name", name),
      matches("user.realm", "realm", realm),
      inRealms("user.realm"),
      ...(phones ? wantedWithout(phones) : []),
    ],
    from: "user",
    ref: "user.id",
    columns: USER_COLUMNS,
    further: paging.size > MAX_USERS_WITH_USE ? {} : { of_tokens: useOfTokens(settings) },
  };
  const patterns = { name: patternParameter(name), realm: patternParameter(realm), now: nowMs };
  if (search !== undefined) return searchUsers(db, caller, search, rows, paging, patterns);
  const { parameters, ...along } = alongOf(name, realm, phones);
  const mostExamined = phones ? MAX_EXAMINED_WITHOUT_PHONE : MAX_EXAMINED_USERS;
  const scan: Scan = { ...rows, ...along, source: "user", read: "user.*", mostExamined };
  const page = await pageForCaller<UserRow>(
    db,
    caller,
    "userlist",
    scan,
    { ...paging, descending },
    { ...parameters, ...patterns },
  );
  return page.ok ? { ...page, rows: page.rows.map(userIn) } : page;
}

type Along = Pick<Scan, "keys" | "within" | "lower" | "upper" | "isLong"> & { readonly parameters: Parameters };

function alongOf(name: string, realm: string, phones: PhonesFilter | undefined): Along {
  const names = likeRange("user.name", "names", name);
  if (names) return { ...names, keys: ["user.name COLLATE NOCASE", "user.id"], within: [] };
  // Realms are stored in lower case.
  const ofRealm = realm.includes("*")
    ? undefined
    : { within: ["user.realm = :of_realm"], parameters: { of_realm: realm.toLowerCase() } };
  if (phones) return alongWithout(phones, ofRealm?.within ?? [], ofRealm?.parameters ?? {});
  if (ofRealm) return { ...ofRealm, keys: ["user.name"], lower: ["user.name >= ''"], upper: [] };
  // Many users share a realm, so the order of all users is that in which they were made.
  const isLong = isLongTable("user", MAX_EXAMINED_USERS);
  return { keys: ["user.id"], within: [], lower: ["user.id >= 0"], upper: [], parameters: {}, isLong };
}
