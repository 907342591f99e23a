// The places of the console's menu, in its groups.

/** Each place with the rights of which an account needs one. */
const PLACES = [
  ["start", "dashboard", "/console", ["auditlog"]],
  ["people", "users", "/console/users", ["userlist"]],
  ["people", "tokens", "/console/tokens", ["tokenlist"]],
  ["people", "links", "/console/links", ["enrollTIQR", "disable"]],
  ["people", "transactions", "/console/transactions", ["getchallenges"]],
  ["connections", "clients", "/console/clients", ["oidcclients"]],
  ["connections", "endpoints", "/console/endpoints", ["eventendpoints"]],
  ["connections", "directory", "/console/directory", ["accounts"]],
  ["control", "accounts", "/console/accounts", ["accounts"]],
  ["control", "audit", "/console/audit", ["auditlog"]],
  ["control", "jobs", "/console/jobs", ["manyatonce"]],
  ["control", "settings", "/console/settings", ["configread"]],
] as const;
export type ConsolePlace = (typeof PLACES)[number][1];

interface Rights {
  readonly may: (right: string) => boolean;
  /** Whether the service takes people from directories: `SCIM`. */
  readonly hasDirectory: boolean;
}

/** The places that an account may see. */
export const consolePlaces = ({ may, hasDirectory }: Rights) =>
  PLACES.filter(([, place, , rights]) => rights.some(may) && (hasDirectory || place !== "directory"));
/** The first page that an account may see, if there is one. */
export const firstPlaceOf = (account: Rights): string | undefined => consolePlaces(account)[0]?.[2];
