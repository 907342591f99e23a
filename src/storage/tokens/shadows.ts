// A new user could take a name from a user who has it today (decision 021). `x@corp.example` can
// mean the user of that name in the default realm, or `x` in the realm corp.example, so making a
// user known may change the meaning of such a name:
//   the first user of a realm      names of the default realm that end in it become ambiguous
//   a user of the default realm    its whole name no longer means `x` of another realm
// Applications know the first user as `x@corp.example` while the realm has no users, and the second
// from then on (src/core/oidc/username.ts), so they would take one for the other:
//   a user of another realm        the default realm has a user of that whole name
// The batch that would make the user known also counts these, so that nothing comes in between. It
// also refuses a new name with characters that nobody sees (src/lib/unseen.ts): with it one user
// passes for another on pages and phones. Users of earlier versions who have such a name keep it.

import type { Reason } from "../../core/reasons.ts";
import { type NamedUser, readingsOf, type UserReading } from "../../core/user.ts";
import { hasUnseen, unseenIn } from "../../lib/unseen.ts";
import { OF_EVERY_REALM } from "../sql/administrators-guard.ts";
import { realmInName } from "../sql/ends-in-realm.ts";
import { type Parameters, statement } from "../sql/sql.ts";
import type { UserSettings } from "../sql/subject-query.ts";

/**
 * Counts the names of the default realm that end in the realm of `who`. Without INDEXED BY, SQLite
 * prefers the unique index and reads every name of the default realm.
 */
const IN_REALM = `(SELECT count(*) FROM user INDEXED BY user_by_realm_in_name
        WHERE realm = :default_realm AND instr(substr(name, 2), '@') > 0 AND ${realmInName("name")} = who.realm)`;

/** Counts the user of the default realm whom applications know by the same name as `who`. */
const SAME_NAME = `(SELECT count(*) FROM user WHERE realm = :default_realm AND name = who.name || '@' || who.realm)`;

/** In place of the count: the user is new, and the name has characters that nobody sees. */
const UNSEEN = -1;

const shadowedUnless = (known: string): string => `CASE
  WHEN EXISTS (SELECT 1 FROM user WHERE realm = who.realm AND name = who.name AND ${known}) THEN 0
  WHEN :has_unseen THEN ${UNSEEN}
  WHEN who.realm = :default_realm
    THEN (SELECT count(*) FROM user WHERE realm = :other_realm AND name = :other_user)
  WHEN EXISTS (SELECT 1 FROM user WHERE realm = who.realm AND ${known}) THEN ${SAME_NAME}
  ELSE ${IN_REALM}
  END`;

/** Counts the users whom `who` (name, realm) would shadow. Parameters: `shadowParameters`. */
export const SHADOWED = shadowedUnless("true");
/** The same where whoever was deleted under the name is about to be removed. */
export const SHADOWED_ANEW = shadowedUnless("deleted_at_ms IS NULL");

/** Holds when the row `who` shadows no user, or the request says that it may, and can be seen. */
export const MAY_SHADOW = `(${SHADOWED} BETWEEN 0 AND CASE WHEN :may_shadow THEN 1e9 ELSE 0 END)`;

/** Part of what a batch touches: whoever takes a user's name touches that user's realm, too. */
export const TOUCHED_BY_SHADOWS = `${OF_EVERY_REALM.touched} WHERE :may_shadow`;

export interface ShadowRow {
  shadowed: number;
}

/** Why a batch has not made the user known, as far as `SHADOWED` tells. */
export function refusalOfName(shadowed: number, named: NamedUser, shadows: boolean): Reason | undefined {
  if (shadowed === UNSEEN) return { code: "unseen-character", character: unseenIn(textOf(named)) ?? "" };
  return shadowed > 0 && !shadows ? { code: "shadows-users", count: shadowed } : undefined;
}

/** With the @: else the last letter of the user could excuse a character that begins the realm. */
const textOf = ({ user, realm = "" }: NamedUser): string => `${user}@${realm}`;

export function shadowParameters(named: NamedUser, shadows: boolean, settings: UserSettings): Parameters {
  // The user whom the name means when it is given without a realm.
  const { split } = readingsOf({ user: named.user, realm: undefined }, settings);
  return {
    default_realm: settings.defaultRealm,
    other_user: split?.user ?? null,
    other_realm: split?.realm ?? null,
    may_shadow: shadows ? 1 : 0,
    has_unseen: hasUnseen(textOf(named)) ? 1 : 0,
  };
}

/** The users of one database whose names a new user could take. */
interface NamesOfUser {
  readonly known: number;
  readonly realmKnown: number;
  /** Users of another realm whom the user's whole name means today. */
  readonly others: number;
  /** Users of the default realm whose names end in the user's realm. */
  readonly inRealm: number;
  /** The user of the default realm whom applications know by the same name. */
  readonly sameName: number;
}

/** How many users of all databases each owner would shadow, in order: one query a database. */
export async function shadowedIn(
  databases: readonly D1Database[],
  owners: readonly UserReading[],
  settings: UserSettings,
): Promise<readonly number[]> {
  const found = await Promise.all(databases.map((db) => namesOfUsers(db, owners, settings)));
  return owners.map(({ realm }, place) => {
    const names = found.flatMap((rows) => rows[place] ?? []);
    const sum = (of: keyof NamesOfUser) => names.reduce((total, row) => total + row[of], 0);
    if (sum("known") > 0) return 0;
    if (realm === settings.defaultRealm) return sum("others");
    return sum(sum("realmKnown") > 0 ? "sameName" : "inRealm");
  });
}

async function namesOfUsers(
  db: D1Database,
  owners: readonly UserReading[],
  settings: UserSettings,
): Promise<readonly NamesOfUser[]> {
  const names = owners.map((owner) => {
    const { other_user, other_realm } = shadowParameters(owner, false, settings);
    return { name: owner.user, realm: owner.realm, other_user, other_realm };
  });
  const { results } = await statement<NamesOfUser>(
    db,
    `SELECT EXISTS (SELECT 1 FROM user WHERE realm = who.realm AND name = who.name) AS known,
       EXISTS (SELECT 1 FROM user WHERE realm = who.realm) AS realmKnown,
       (SELECT count(*) FROM user WHERE realm = who.other_realm AND name = who.other_user) AS others,
       ${IN_REALM} AS inRealm, ${SAME_NAME} AS sameName
     FROM (SELECT key AS place, value ->> 'name' AS name, value ->> 'realm' AS realm,
         value ->> 'other_user' AS other_user, value ->> 'other_realm' AS other_realm
       FROM json_each(:owners)) AS who
     ORDER BY who.place`,
    { owners: JSON.stringify(names), default_realm: settings.defaultRealm },
  ).all();
  return results;
}
