// The indexes along which tokens are listed. Each filter offers the one it has; the narrowest wins.

import type { TokenFilter, TokenPaging } from "../../core/ports/tokens/management.ts";
import { likeRange, type Range } from "../sql/like.ts";
import { isLongTable, type Scan } from "../sql/scan/scan.ts";
import type { Parameters } from "../sql/sql.ts";
import { WHO } from "../sql/subject-query.ts";
import { BY_END, END, endsLate, isLock, type LockRules } from "./conditions.ts";

export type SortKey = NonNullable<TokenPaging["sortBy"]>;

export const SERIAL = "token.serial COLLATE NOCASE";
/** Tokens without a user come after all users, by serial, as in migrations/0023_lists.sql. */
const NAME = "coalesce(token.user, char(1114111) || token.serial)";
export const USERNAME = `${NAME} COLLATE NOCASE`;

/** The tokens of the named user. Parameters: `whoParameters`. */
export const OF_NAMED = `token.realm = (SELECT realm FROM (${WHO})) AND token.user = (SELECT name FROM (${WHO}))`;

/** Tokens that one request reads. It reads those on the page once more, with their failures. */
const MAX_EXAMINED_TOKENS = 500;
/** The same when it has to read the failures of every token, too. */
const MAX_EXAMINED_LOCKS = 150;

export interface TokenScan extends Omit<Scan, "read" | "as" | "from" | "ref" | "columns" | "further"> {
  /** The order of a list of any length in this scan; undefined: the lock that ends last first. */
  readonly sorted: SortKey | undefined;
  readonly parameters: Parameters;
}

export function tokenScanOf(filter: TokenFilter, sortBy: TokenPaging["sortBy"], rules: LockRules): TokenScan {
  const { serial, named, username, realm, outOfTries } = filter;
  const mostExamined = outOfTries === undefined ? MAX_EXAMINED_TOKENS : MAX_EXAMINED_LOCKS;
  const open = { source: "token", within: [], lower: [], upper: [], wanted: [], parameters: {}, mostExamined };
  const along = (sorted: SortKey, first: string, bounds: Range): TokenScan => ({
    ...open,
    ...bounds,
    sorted,
    keys: [first, "token.id"],
  });
  const serials = serial === undefined ? undefined : likeRange("token.serial", "serial", serial);
  const usernames = username === undefined ? undefined : likeRange(NAME, "username", username);
  if (serials && !serial?.includes("*")) return along("serial", SERIAL, serials);
  if (named) return { ...open, sorted: "id", keys: ["token.id"], within: [OF_NAMED] };
  if (outOfTries) return { ...open, ...alongLocks(rules), sorted: undefined };
  if (usernames) return along("username", USERNAME, usernames);
  if (realm !== undefined && !realm.includes("*")) {
    const scan = along("serial", SERIAL, serials ?? FROM_START("serial"));
    const within = ["token.realm COLLATE NOCASE = :of_realm"];
    return { ...scan, within, parameters: { ...scan.parameters, of_realm: realm } };
  }
  if (serials) return along("serial", SERIAL, serials);
  const isLong = isLongTable("token", mostExamined);
  if (sortBy === "id") return { ...open, sorted: "id", keys: ["token.id"], lower: ["token.id >= 0"], isLong };
  return sortBy === "username"
    ? { ...along("username", USERNAME, FROM_START("username")), isLong }
    : { ...along("serial", SERIAL, FROM_START("serial")), isLong };
}

const FROM_START = (of: "serial" | "username"): Range => ({
  lower: [`${of === "serial" ? SERIAL : USERNAME} >= ''`],
  upper: [],
  parameters: {},
});

/** A token with several locks is listed once, at the lock that ends last. */
function alongLocks(rules: LockRules): Pick<TokenScan, "source" | "keys" | "within" | "lower" | "wanted"> {
  const itsLock = `SELECT 1 FROM lock WHERE lock.token_id = token.id AND ${isLock(rules)}`;
  return {
    ...BY_END,
    lower: [endsLate(rules)],
    wanted: [
      `EXISTS (${itsLock} AND lock.path = token.key_2)`,
      `NOT EXISTS (${itsLock} AND (${END}, lock.path) > (token.key_0, token.key_2))`,
    ],
  };
}
