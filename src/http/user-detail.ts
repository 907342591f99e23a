// Whose login was accepted, as privacyIDEA's policies add_user_in_response and add_resolver_in_response tell it (api/lib/postpolicy.py).
// simpleSAMLphp as an AuthSource has no attributes without it, and FreeRADIUS nothing to map. It is always told: the caller has
// shown the transaction of a login that was answered, and has named its user or token.
// Differs: of a user no more than the name is known, so the rest is empty. All keys are there, because clients read them unasked.

import type { UserReading } from "../core/user.ts";

export const userDetail = ({ user, realm }: UserReading): Record<string, unknown> => ({
  user: { username: user, userid: user, givenname: "", surname: "", email: "", mobile: "", phone: "" },
  "user-realm": realm,
  "user-resolver": realm,
});
