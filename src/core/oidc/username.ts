// The name by which applications know a person: `preferred_username`, `Remote-User`. Many take it
// for the account, so no two people may share one. No realm has an `@` (src/core/token/owner.ts),
// so the last one decides:
//
//   a realm of this service follows it     the person of that realm whose name is before it
//   else                                   the person of the default realm who has the whole name
//
// A person of the default realm whose name looks like the first gets the realm as well. Nothing
// is escaped, since real people have names with `%`. Decision 044.

import type { Settings } from "../../settings.ts";
import type { Person } from "../ports/oidc/browser-sessions.ts";

export function usernameOf(
  { user, realm, endsInRealm }: Pick<Person, "user" | "realm" | "endsInRealm">,
  { defaultRealm }: Pick<Settings, "defaultRealm">,
): string {
  // The default realm belongs to this service even without a user.
  const isPlain = realm === defaultRealm && !endsInRealm && !user.toLowerCase().endsWith(`@${defaultRealm}`);
  return isPlain ? user : `${user}@${realm}`;
}
