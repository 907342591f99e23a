// Begins the enrolment of another phone for a token (POST /token/init). The statement that opens it
// removes the secret of the old phone and ends its sign-ins. No PIN is named, so the token keeps
// its own.

import { readTokenSuite, type TokenJson } from "../../../src/for-console.ts";
import type { Api, SuccessReply } from "../api.ts";
import type { ConsolePlace } from "../frame/places.ts";

export function stopPhone(
  api: Api,
  place: ConsolePlace,
  { serial, username: user, user_realm: realm, description, info }: TokenJson,
): Promise<SuccessReply<"POST /token/init">> {
  // An old suite that is refused today is left out: the phone then gets that of the setting.
  const ocrasuite = readTokenSuite(info.ocrasuite ?? "").ok ? info.ocrasuite : undefined;
  return api.need(place, "POST /token/init", { type: "tiqr", serial, user, realm, description, ocrasuite });
}
