// The places of the console's navigation.

import type { Account } from "./session.ts";

/** Each place with the right that it needs. */
const PLACES = [
  ["dashboard", "/console", "auditlog"],
  ["users", "/console/users", "userlist"],
  ["tokens", "/console/tokens", "tokenlist"],
  ["links", "/console/links", "enrollTIQR"],
  ["transactions", "/console/transactions", "getchallenges"],
  ["clients", "/console/clients", "oidcclients"],
  ["endpoints", "/console/endpoints", "eventendpoints"],
  ["accounts", "/console/accounts", "accounts"],
  ["audit", "/console/audit", "auditlog"],
  ["settings", "/console/settings", "configread"],
] as const;
export type Place = (typeof PLACES)[number][0];

/** The places that an account may see. */
export const placesOf = ({ may }: Account) => PLACES.filter(([, , right]) => may(right));
/** The first page that an account may see, if there is one. */
export const firstPlaceOf = (account: Account): string | undefined => placesOf(account)[0]?.[1];
