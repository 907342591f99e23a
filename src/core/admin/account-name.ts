// What an account of an administrator or service may be called. A name comes from anyone who tries to sign in and is noted
// in the trail, so it is bounded before anything is asked of the database.

import { type Outcome, refuse } from "../reasons.ts";

/** As many as a user name may surely have. The name is in every audit row of the account. */
const MAX_NAME_CHARACTERS = 200;

export function readAccountName(name: string | undefined): Outcome<{ readonly name: string }> {
  if (name === undefined || name === "") return refuse({ code: "missing-username" });
  if (/\p{Cc}/u.test(name)) return refuse({ code: "control-character" });
  if ([...name].length > MAX_NAME_CHARACTERS) return refuse({ code: "too-long", name: "username" });
  return { ok: true, name };
}
