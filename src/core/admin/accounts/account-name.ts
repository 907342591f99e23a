// Anyone who tries to sign in can send a name, which is noted in the trail. So the length of an account's name is checked before
// the database is asked.

import { type Outcome, refuse } from "../../reasons.ts";

/** Every audit row of the account has the name, so it is bounded: at the length that every user name may have. */
const MAX_NAME_CHARACTERS = 200;

export function readAccountName(name: string | undefined): Outcome<{ readonly name: string }> {
  if (name === undefined || name === "") return refuse({ code: "missing-username" });
  if (/\p{Cc}/u.test(name)) return refuse({ code: "control-character" });
  if ([...name].length > MAX_NAME_CHARACTERS) return refuse({ code: "too-long", name: "username" });
  return { ok: true, name };
}
