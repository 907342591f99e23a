// Anyone who tries to sign in can send a name, and the trail notes it. So its length is checked
// before the database is asked.

import { type Outcome, refuse } from "../../reasons.ts";

/** Every audit row of the account has the name, so it is bounded as every user name is. */
const MAX_NAME_CHARACTERS = 200;

export function readAccountName(name: string | undefined): Outcome<{ readonly name: string }> {
  if (name === undefined || name === "") return refuse({ code: "missing-username" });
  if (/\p{Cc}/u.test(name)) return refuse({ code: "control-character" });
  if ([...name].length > MAX_NAME_CHARACTERS) return refuse({ code: "too-long", name: "username" });
  return { ok: true, name };
}
