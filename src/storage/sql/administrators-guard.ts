// The tokens of ADMIN_REALM are the second factor of accounts that may do everything. Only an
// administrator who has just confirmed with a phone may change them. One without a phone may change
// those under its own name, since otherwise there could be no first phone. The batch that changes
// the tokens checks this, like every right (decision 022).

import type { Caller } from "../../core/caller.ts";
import type { Settings } from "../../settings.ts";
import type { Parameters } from "./sql.ts";

export type AdministratorSettings = Pick<Settings, "adminRealm" | "phonesRequired" | "foldUserCase">;

export const IS_ADMINISTRATOR = `EXISTS (
  SELECT 1 FROM admin, json_each(admin.rights) AS granted WHERE admin.name = :caller AND granted.value = '*')`;

/** Disabled and locked phones count: else ten wrong answers would lift the need to confirm. */
const HAS_PHONE = `EXISTS (
  SELECT 1 FROM token AS own
  WHERE own.realm = :admin_realm AND own.user = :own_user AND own.rollout_state = 'enrolled' AND NOT own.revoked)`;

/**
 * Holds when the caller's rights include the realm in `column`. A token without a user is in no
 * realm, so an account bound to realms does not reach it. Parameters: `callerParameters`.
 */
export const inRealms = (column: string): string => `((SELECT realms FROM admin WHERE admin.name = :caller) IS NULL
  OR coalesce(${column}, '') IN (
    SELECT allowed.value FROM admin, json_each(admin.realms) AS allowed WHERE admin.name = :caller))`;

/** What concerns every realm, such as the trail: an account bound to realms does not reach it. */
export const OF_EVERY_REALM = {
  touched: "SELECT NULL AS user, NULL AS realm",
  parameters: { admin_realm: "", own_user: null, gives_as: null, confirmed: 0 },
};

/** Holds for the user of the caller's name, in any case, if the act gives something. */
export const isOwnPerson = (of: string): string => `(:gives_as IS NOT NULL AND lower(${of}.user) = lower(:gives_as)
  AND ${of}.realm IS NOT :admin_realm AND NOT ${IS_ADMINISTRATOR})`;
const IS_OWN_PERSON = isOwnPerson("touched");

/**
 * Holds when the caller may change every token in `touched`, a query of user and realm for the
 * tokens as they are and as they would be. D1 runs simultaneous changes one after the other, so the
 * second finds the phone that the first brought.
 */
export const mayTouch = (touched: string): string => `NOT EXISTS (
  SELECT 1 FROM (${touched}) AS touched
  WHERE NOT ${inRealms("touched.realm")} OR ${IS_OWN_PERSON} OR (touched.realm IS :admin_realm
    AND NOT (${IS_ADMINISTRATOR} AND (:confirmed OR (touched.user IS :own_user AND NOT ${HAS_PHONE})))))`;

/** Tells the same: whether the caller would give something to the user of its own name. */
export const touchesOwnPerson = (touched: string): string =>
  `EXISTS (SELECT 1 FROM (${touched}) AS touched WHERE ${IS_OWN_PERSON})`;

/** Tells why `mayTouch` does not hold: whether the caller's rights include all those realms. */
export const isInRealms = (touched: string): string =>
  `NOT EXISTS (SELECT 1 FROM (${touched}) AS touched WHERE NOT ${inRealms("touched.realm")})`;

/**
 * Bind with `callerParameters`. A link has no session: its maker had to confirm when making it.
 * `gives`: whether the act gives access, which the caller's own person never gets.
 */
export function administratorParameters(
  { name, session }: Caller,
  { adminRealm, phonesRequired, foldUserCase }: AdministratorSettings,
  gives = false,
): Parameters {
  const own = foldUserCase ? name.toLowerCase() : name;
  return {
    admin_realm: adminRealm,
    own_user: phonesRequired ? null : own,
    gives_as: gives ? own : null,
    confirmed: session === undefined || session.confirmed ? 1 : 0,
  };
}
