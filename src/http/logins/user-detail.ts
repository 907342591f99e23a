// The user of an accepted login, as with privacyIDEA's policies add_user_in_response and
// add_resolver_in_response (api/lib/postpolicy.py), for simpleSAMLphp and FreeRADIUS. No policy
// is needed: the caller has shown an answered transaction and named its user or token.
// Differs: only the name is known, so the rest is empty. Clients read all keys, so all exist.

import type { UserReading } from "../../core/user.ts";
import type { OwnerJson } from "./shapes.ts";

export const userDetail = ({ user, realm }: UserReading): OwnerJson => ({
  user: { username: user, userid: user, givenname: "", surname: "", email: "", mobile: "", phone: "" },
  "user-realm": realm,
  "user-resolver": realm,
});
