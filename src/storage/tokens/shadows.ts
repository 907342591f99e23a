// New users that would take names from users who have them today (decision 021). `x@corp.example` can mean that user of the
// default realm, or `x` of the realm corp.example, so a user who is made known may change whom such names mean:
//   the first user of a realm           names of the default realm that end in it become ambiguous
//   a user of the default realm         its whole name comes before the `x` of another realm who was meant by it
// The batch that would make the user known counts, so that nothing comes in between and no round trip is added.

import type { NamedUser } from "../../core/token.ts";
import { readingsOf } from "../../core/user.ts";
import type { Parameters } from "../sql/sql.ts";
import type { UserSettings } from "../sql/subject-query.ts";

/** Behind the last @, in lower case. Letter by letter as in migrations/0013_shadows.sql, whose index it is found by. */
const REALM_IN_NAME = "lower(substr(name, length(rtrim(name, replace(name, '@', ''))) + 1))";

/**
 * How many users the user in the row `who` (name, realm) would shadow. Its parameters: `shadowParameters`. Without being told,
 * SQLite prefers the unique index, and reads every name of the default realm.
 */
export const SHADOWED = `CASE
  WHEN EXISTS (SELECT 1 FROM user WHERE realm = who.realm AND name = who.name) THEN 0
  WHEN who.realm = :default_realm
    THEN (SELECT count(*) FROM user WHERE realm = :other_realm AND name = :other_user)
  WHEN EXISTS (SELECT 1 FROM user WHERE realm = who.realm) THEN 0
  ELSE (SELECT count(*) FROM user INDEXED BY user_by_realm_in_name
        WHERE realm = :default_realm AND instr(substr(name, 2), '@') > 0 AND ${REALM_IN_NAME} = who.realm)
  END`;

/** Holds when the row `who` shadows no user, or the request says that it may. */
export const MAY_SHADOW = `(:may_shadow OR ${SHADOWED} = 0)`;

export interface ShadowRow {
  shadowed: number;
}

export function shadowParameters(named: NamedUser, shadows: boolean, settings: UserSettings): Parameters {
  // Whom the name means where no realm stands beside it.
  const { split } = readingsOf({ user: named.user, realm: undefined }, settings);
  return {
    default_realm: settings.defaultRealm,
    other_user: split?.user ?? null,
    other_realm: split?.realm ?? null,
    may_shadow: shadows ? 1 : 0,
  };
}
