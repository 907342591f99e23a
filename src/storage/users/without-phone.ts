// Finds the people who have no phone yet, however few of many they are: an index has only them, by
// what the triggers of migrations/0044_who_has_no_phone.sql make of their tokens and links.
//
// Until cron has counted the users of an earlier version, that index has all of them. So it only
// finds, and a condition decides.

import type { PhonesFilter } from "../../core/ports/people/users.ts";
import type { Scan } from "../sql/scan/scan.ts";
import type { Parameters } from "../sql/sql.ts";

/** `housekeeping.people_counted_to` once cron has counted all; until then the last id it has. */
export const EVERYBODY = Number.MAX_SAFE_INTEGER;

export const IS_COUNTED = "(user.id <= (SELECT people_counted_to FROM housekeeping))";

/** A phone that is locked or switched off is one all the same: its owner needs no link. */
export const IS_PHONE = "token.rollout_state = 'enrolled' AND token.revoked = 0";

export const ITS_TOKENS = "token.realm = user.realm AND token.user = user.name";

/** Those who never had a link come first, the newest of them before the others. */
export const LINK_PLACE = "coalesce(user.link_ends_at_ms, -user.id)";

const HAS_NONE = `user.phones = 0 AND (${IS_COUNTED}
  OR NOT EXISTS (SELECT 1 FROM token WHERE ${ITS_TOKENS} AND ${IS_PHONE}))`;

/** Before every id. */
const START = `${LINK_PLACE} >= -1e15`;

/** Bounds on `LINK_PLACE`, by the moment `now`. */
const BOUNDS: Readonly<Record<PhonesFilter, Pick<Scan, "lower" | "upper">>> = {
  none: { lower: [START], upper: [] },
  "none-without-link": { lower: [START], upper: [`${LINK_PLACE} <= :now`] },
  "link-expired": { lower: [`${LINK_PLACE} > 0`], upper: [`${LINK_PLACE} <= :now`] },
};

/** The conditions on a row that was found, along whichever index. */
export const wantedWithout = (phones: PhonesFilter): readonly string[] => [
  HAS_NONE,
  ...BOUNDS[phones].lower,
  ...BOUNDS[phones].upper,
];

/** `ofRealm`: a condition that the index of realms serves. */
export const alongWithout = (phones: PhonesFilter, ofRealm: readonly string[], parameters: Parameters) => ({
  ...BOUNDS[phones],
  keys: [LINK_PLACE, "user.id"],
  within: [...ofRealm, "user.phones = 0"],
  parameters,
});
