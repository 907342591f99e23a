// The tokens of ADMIN_REALM are the second factor of accounts that may do everything. They are changed by administrators alone,
// who have confirmed with a phone of their own a moment ago; or who have none yet, and then each only under its own name, since
// there could be no first phone otherwise. Checked in the batch that changes them, like every right (decision 022).

import type { Caller } from "../../core/caller.ts";
import type { Settings } from "../../settings.ts";
import type { Parameters } from "./sql.ts";

export type AdministratorSettings = Pick<Settings, "adminRealm" | "phonesRequired" | "foldUserCase">;

export const IS_ADMINISTRATOR = `EXISTS (
  SELECT 1 FROM admin, json_each(admin.rights) AS granted WHERE admin.name = :caller AND granted.value = '*')`;

/** One that is disabled or locked is a phone still: otherwise ten wrong answers would open this door. */
const HAS_PHONE = `EXISTS (
  SELECT 1 FROM token AS own
  WHERE own.realm = :admin_realm AND own.user = :own_user AND own.rollout_state = 'enrolled' AND NOT own.revoked)`;

/**
 * Holds when the caller may change all of what is touched: a query of user and realm, of tokens as they are and as they would
 * be. Two changes at once: D1 runs one batch after the other, so the second finds the phone that the first has brought.
 */
export const mayTouch = (touched: string): string => `NOT EXISTS (
  SELECT 1 FROM (${touched}) AS touched
  WHERE touched.realm IS :admin_realm
    AND NOT (${IS_ADMINISTRATOR} AND (:confirmed OR (touched.user IS :own_user AND NOT ${HAS_PHONE}))))`;

/** Beside `callerParameters`. An enrolment link has no session: who made it was asked then. */
export const administratorParameters = ({ name, session }: Caller, settings: AdministratorSettings): Parameters => ({
  admin_realm: settings.adminRealm,
  own_user: settings.phonesRequired ? null : settings.foldUserCase ? name.toLowerCase() : name,
  confirmed: session === undefined || session.confirmed ? 1 : 0,
});
