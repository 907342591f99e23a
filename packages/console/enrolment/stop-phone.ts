// Begins the enrolment of another phone for a token (POST /token/init). The statement that opens it
// removes the secret of the old phone and ends its sign-ins. No PIN is named, so the token keeps
// its own.

import { readTokenSuite, type TokenJson } from "../../../src/for-console.ts";
import type { Api, ApiReply } from "../api.ts";

export function stopPhone(
  api: Api,
  { serial, username: user, user_realm: realm, description, info }: TokenJson,
): Promise<ApiReply<"POST /token/init">> {
  // If the stored suite is an old one that is refused today, the phone gets that of the setting.
  const ocrasuite = readTokenSuite(info.ocrasuite ?? "").ok ? info.ocrasuite : undefined;
  return api.call("POST /token/init", { type: "tiqr", serial, user, realm, description, ocrasuite });
}
