// When a person may have a name. Two people never become one: each batch asks again, and D1 runs
// one after the other, so the second of two finds what the first has made.
//
// - two renames to one name: the second finds it taken
// - a rename and the making of a token under the new name: whichever is second finds it taken
// - a name of somebody deleted: that person is removed first, with all tokens

import { SHADOWED_ANEW } from "../tokens/shadows.ts";
import { IS_THERE, PERSON_VERSION } from "./person-row.ts";

/** In `scim`, names that the trail still has. */
export const MAX_FORMER_NAMES = 20;

/** The person of this batch. Parameter: :id. */
export const THIS = `user.scim_id = :id AND ${IS_THERE}`;

/** The same, as what a batch touches. */
export const WHOM = "SELECT name AS user, realm FROM user WHERE scim_id = :id AND realm = :realm";

/** The row as this batch has changed it. After a lost race no statement finds it. */
export const MARKED = "scim_id = :id AND scim ->> '$.mark' = :mark";
export const IS_MARKED = `EXISTS (SELECT 1 FROM user WHERE ${MARKED})`;

/** The user of this name, in whichever state, but not the person of this batch. */
const owner = (of: string): string =>
  `EXISTS (SELECT 1 FROM user AS owner WHERE owner.realm = ${of}.realm AND owner.name = ${of}.user)`;

/** Holds if nobody else has the externalId. Parameters: :id, :external_id. */
const IS_ID_FREE = `NOT EXISTS (SELECT 1 FROM user AS other WHERE other.realm = :realm
  AND other.external_id = :external_id AND other.scim_id IS NOT :id)`;

/** Holds if nobody else has the name, too. Parameters: the same, and :name. */
export const IS_FREE = `(${IS_ID_FREE}
  AND NOT EXISTS (SELECT 1 FROM user AS other WHERE other.realm = :realm AND lower(other.name) = lower(:name)
    AND other.deleted_at_ms IS NULL AND other.scim_id IS NOT :id)
  AND NOT EXISTS (SELECT 1 FROM token WHERE token.realm = :realm AND token.user = :name AND NOT ${owner("token")}))`;

/** Holds if nobody was invited under the name: that link would enrol another person's phone. */
export const IS_UNINVITED = `NOT EXISTS (SELECT 1 FROM enrollment_link AS link
  WHERE link.realm = :realm AND link.user = :name AND link.expires_at_ms > :now AND link.withdrawn_at_ms IS NULL
    AND NOT ${owner("link")})`;

/** How many other users' names the name would take. Parameters: `shadowParameters`. */
export const SHADOWS = `(SELECT ${SHADOWED_ANEW} FROM (SELECT :name AS name, :realm AS realm) AS who)`;

export const FORMER_NAMES = "coalesce(json_array_length(user.scim, '$.names'), 0)";

/**
 * Holds for the person's row if this batch may change it. Whoever made a namesake in another case
 * has not made the person a leaver who stays.
 */
export const MAY_CHANGE = `${THIS} AND ${PERSON_VERSION} = :version AND ${IS_ID_FREE}`;
/** The same with another name. */
export const MAY_RENAME = `${MAY_CHANGE} AND ${IS_FREE} AND ${IS_UNINVITED} AND ${SHADOWS} = 0
  AND ${FORMER_NAMES} < ${MAX_FORMER_NAMES}`;

/** Whoever had the name, in any case, and was deleted by a directory. A query of name and realm. */
export const DELETED_BEFORE = `SELECT gone.name, gone.realm FROM user AS gone
  WHERE gone.realm = :realm AND lower(gone.name) = lower(:name) AND gone.deleted_at_ms IS NOT NULL`;
