// The indexes along which tokens are listed. Each filter offers the one it has; the narrowest wins.

import type { TokenFilter, TokenPaging } from "../../core/ports/tokens/management.ts";
import { isBeginning, likeRange, type Range } from "../sql/like.ts";
import { isLongFrom, lengthOf, type Scan } from "../sql/scan/scan.ts";
import type { Parameters } from "../sql/sql.ts";
import { WHO } from "../sql/subject-query.ts";
import { BY_END, END, endsLate, isLock, type LockRules } from "./conditions.ts";

export type SortKey = NonNullable<TokenPaging["sortBy"]>;

export const SERIAL = "token.serial COLLATE NOCASE";
/** Tokens without a user come after all users, by serial, as in migrations/0023_lists.sql. */
const NAME = "coalesce(token.user, char(1114111) || token.serial)";
export const USERNAME = `${NAME} COLLATE NOCASE`;

const DESCRIPTION = "token.description COLLATE NOCASE";
const HAS_DESCRIPTION = "token.description <> ''";

/** Phones that have never answered, and still may: the index `token_unproven` has only them. */
const UNPROVEN_PHONE = "token.rollout_state = 'enrolled' AND token.proven_at_ms IS NULL AND token.revoked = 0";

/** The tokens of the named user. Parameters: `whoParameters`. */
export const OF_NAMED = `token.realm = (SELECT realm FROM (${WHO})) AND token.user = (SELECT name FROM (${WHO}))`;

/** Tokens that a list reads. It reads those on the page once more, with their failures. */
const MAX_LISTED = 500;
/**
 * Tokens that a search reads, each in some 20 ms of SQLite at most, for which a login may have to
 * wait: along an index that has all the filter asks for; in the order in which they lie; or each in
 * another place, which takes ten times as long. Phones that have never answered are few, or all of
 * an import, and each overview counts them.
 */
const MAX_SEARCHED = { inIndex: 20_000, asTheyLie: 8000, here: 2000, unproven: 150 } as const;
/** The same when it has to read the failures of every token, too. */
const MAX_EXAMINED_LOCKS = 150;

interface TokenScan extends Omit<Scan, "read" | "as" | "from" | "ref" | "columns" | "further"> {
  /** The order of a list of any length in this scan; undefined: the lock that ends last first. */
  readonly sorted: SortKey | undefined;
  readonly parameters: Parameters;
}

/** A way through the tokens, before it is known how many it reads. */
interface Way extends Omit<TokenScan, "mostExamined" | "isLong"> {
  /** The filter that the way answers by itself, if it is a text or the beginning of one. */
  readonly answers?: "serial" | "username" | "realm" | "description" | "named";
  readonly reads: keyof typeof MAX_SEARCHED;
}

export function tokenScanOf(filter: TokenFilter, sortBy: TokenPaging["sortBy"], rules: LockRules): TokenScan {
  const { answers, reads, ...way } = wayOf(filter, sortBy, rules);
  const others = Object.entries(filter).filter(
    ([name, wanted]) => wanted !== undefined && !(name === answers && isBeginning(String(wanted))),
  );
  // No index but its own says whether a phone has answered.
  const reading = filter.proven === undefined || reads === "unproven" ? reads : "here";
  const mostExamined =
    filter.outOfTries !== undefined ? MAX_EXAMINED_LOCKS : others.length === 0 ? MAX_LISTED : MAX_SEARCHED[reading];
  if (way.length === undefined) return { ...way, mostExamined };
  return { ...way, mostExamined, isLong: isLongFrom("token", Math.max(10 * MAX_LISTED, 2 * mostExamined)) };
}

function wayOf(filter: TokenFilter, sortBy: TokenPaging["sortBy"], rules: LockRules): Way {
  const { serial, named, username, realm, description, rolloutState, proven, revoked, outOfTries } = filter;
  const open = {
    source: "token",
    within: [],
    lower: [],
    upper: [],
    wanted: [],
    parameters: {},
    reads: "inIndex",
  } as const;
  const along = (sorted: SortKey, first: string, bounds: Range): Way => ({
    ...open,
    ...bounds,
    sorted,
    keys: [first, "token.id"],
  });
  const range = (column: string, name: string, pattern: string | undefined) =>
    pattern === undefined ? undefined : likeRange(column, name, pattern);
  const serials = range("token.serial", "serial", serial);
  const usernames = range(NAME, "username", username);
  const descriptions = range("token.description", "description", description);
  if (serials && !serial?.includes("*")) return { ...along("serial", SERIAL, serials), answers: "serial" };
  if (named) return { ...open, sorted: "id", keys: ["token.id"], within: [OF_NAMED], answers: "named", reads: "here" };
  if (proven === false && revoked === false && rolloutState === "enrolled") {
    const lower = ["token.id >= 0"];
    return { ...open, sorted: "id", keys: ["token.id"], within: [UNPROVEN_PHONE], lower, reads: "unproven" };
  }
  if (outOfTries) return { ...open, ...alongLocks(rules), sorted: undefined, reads: "here" };
  if (usernames) return { ...along("username", USERNAME, usernames), answers: "username" };
  if (descriptions && description !== "")
    return {
      ...along("description", DESCRIPTION, descriptions),
      within: [HAS_DESCRIPTION],
      answers: "description",
      reads: "here",
    };
  if (realm !== undefined && !realm.includes("*")) {
    const way = along("serial", SERIAL, serials ?? FROM_START("serial"));
    const within = ["token.realm COLLATE NOCASE = :of_realm"];
    return { ...way, within, parameters: { ...way.parameters, of_realm: realm }, answers: "realm" };
  }
  if (serials) return { ...along("serial", SERIAL, serials), answers: "serial" };
  const length = lengthOf("token");
  if (sortBy === "id")
    return { ...open, sorted: "id", keys: ["token.id"], lower: ["token.id >= 0"], length, reads: "asTheyLie" };
  return sortBy === "username"
    ? { ...along("username", USERNAME, FROM_START("username")), length }
    : { ...along("serial", SERIAL, FROM_START("serial")), length };
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
