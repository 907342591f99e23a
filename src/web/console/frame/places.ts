// The places of the console's navigation.

import type { Viewer } from "./session.ts";

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
export type ConsolePlace = (typeof PLACES)[number][0];

/** The places that an account may see. */
export const consolePlaces = ({ may }: Viewer) => PLACES.filter(([, , right]) => may(right));
/** The first page that an account may see, if there is one. */
export const firstPlaceOf = (account: Viewer): string | undefined => consolePlaces(account)[0]?.[1];
