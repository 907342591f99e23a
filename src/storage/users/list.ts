// Lists users along the index of their names, or along that of realm and name.

import type { Caller } from "../../core/caller.ts";
import type { DirectedPaging, ListPage } from "../../core/ports/paging.ts";
import type { BlockedFilter } from "../../core/ports/people/blocks.ts";
import {
  MAX_USERS_WITH_USE,
  type PhonesFilter,
  type UserFilter,
  type UserRecord,
} from "../../core/ports/people/users.ts";
import type { Outcome } from "../../core/reasons.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { isBeginning, likeRange, matches, patternParameter } from "../sql/like.ts";
import { pageForCaller } from "../sql/scan/page-for-caller.ts";
import { isLongFrom, lengthOf, type Scan } from "../sql/scan/scan.ts";
import type { Parameters } from "../sql/sql.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { USER_COLUMNS, type UserRow, useOfTokens, userIn } from "./row.ts";
import { searchUsers } from "./search.ts";
import { ALONG_BLOCKED, BLOCKED } from "./shut-out.ts";
import { alongWithout, wantedWithout } from "./without-phone.ts";

/** Users that a request reads for a list. */
const MAX_LISTED = 900;
/** The same where the tokens of each may be looked at. */
const MAX_LISTED_WITHOUT_PHONE = 500;
/** Users that a search reads, in some 20 ms of SQLite: src/storage/tokens/token-scan.ts. */
const MAX_SEARCHED = 20_000;
/** The same where each is read from another place. */
const MAX_SEARCHED_WITHOUT_PHONE = 2000;

export async function readUserList(
  db: D1Database,
  settings: LockRules,
  caller: Caller,
  { name = "*", realm = "*", search, phones, blocked }: UserFilter,
  { descending = false, ...paging }: DirectedPaging,
  nowMs: number,
): Promise<Outcome<ListPage<UserRecord>>> {
  const rows = {
    as: "user",
    wanted: [
      matches("user.name", "name", name),
      matches("user.realm", "realm", realm),
      inRealms("user.realm"),
      ...(phones ? wantedWithout(phones) : []),
      ...(blocked ? [BLOCKED[blocked]] : []),
    ],
    from: "user",
    ref: "user.id",
    columns: USER_COLUMNS,
    further: paging.size > MAX_USERS_WITH_USE ? {} : { of_tokens: useOfTokens(settings) },
  };
  const patterns = { name: patternParameter(name), realm: patternParameter(realm), now: nowMs };
  if (search !== undefined) {
    const isFiltered = name !== "*" || realm !== "*" || (phones ?? blocked) !== undefined;
    return searchUsers(db, caller, search, { ...rows, isFiltered }, paging, patterns);
  }
  const { parameters, ...along } = alongOf(name, realm, phones, blocked);
  const [listed, searched] = phones
    ? [MAX_LISTED_WITHOUT_PHONE, MAX_SEARCHED_WITHOUT_PHONE]
    : [MAX_LISTED, MAX_SEARCHED];
  const mostExamined = isAnswered(name, realm) ? listed : searched;
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

type Along = Pick<Scan, "keys" | "within" | "lower" | "upper" | "length" | "isLong"> & {
  readonly parameters: Parameters;
};

function alongOf(
  name: string,
  realm: string,
  phones: PhonesFilter | undefined,
  blocked: BlockedFilter | undefined,
): Along {
  const names = likeRange("user.name", "names", name);
  if (names) return { ...names, keys: ["user.name COLLATE NOCASE", "user.id"], within: [] };
  // Realms are stored in lower case.
  const ofRealm = realm.includes("*")
    ? undefined
    : { within: ["user.realm = :of_realm"], parameters: { of_realm: realm.toLowerCase() } };
  if (blocked) return ALONG_BLOCKED;
  if (phones) return alongWithout(phones, ofRealm?.within ?? [], ofRealm?.parameters ?? {});
  if (ofRealm) return { ...ofRealm, keys: ["user.name"], lower: ["user.name >= ''"], upper: [] };
  // Many users share a realm, so the order of all users is that in which they were made.
  const whole = { lower: ["user.id >= 0"], upper: [], within: [], parameters: {} };
  const isLong = isLongFrom("user", name === "*" && realm === "*" ? 10 * MAX_LISTED : 2 * MAX_SEARCHED);
  return { ...whole, keys: ["user.id"], length: lengthOf("user"), isLong };
}

/** Whether the way above has nothing but what the filter asks for, so that a page is soon full. */
function isAnswered(name: string, realm: string): boolean {
  if (name === "*" && !realm.includes("*")) return true;
  return realm === "*" && isBeginning(name);
}
