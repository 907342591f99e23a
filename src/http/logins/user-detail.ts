// The user of an accepted login, in the form of privacyIDEA's policies add_user_in_response and add_resolver_in_response
// (api/lib/postpolicy.py). simpleSAMLphp as an AuthSource gets its attributes from it, and FreeRADIUS its mapping. Every accepted
// login tells it: the caller has shown the transaction of an answered login and has named its user or token.
// Differs: this service knows only the name of a user, so the rest is empty. Clients read all keys without asking, so all exist.

import type { UserReading } from "../../core/user.ts";
import type { OwnerJson } from "./shapes.ts";

export const userDetail = ({ user, realm }: UserReading): OwnerJson => ({
  user: { username: user, userid: user, givenname: "", surname: "", email: "", mobile: "", phone: "" },
  "user-realm": realm,
  "user-resolver": realm,
});
