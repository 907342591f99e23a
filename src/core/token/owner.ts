// The user of a token, as a request names them.

import type { Settings } from "../../settings.ts";
import { MAX_PARAMETER_CHARACTERS } from "../../tiqr/requests.ts";
import { type Outcome, refuse } from "../reasons.ts";
import type { NamedUser } from "../token.ts";
import { fitsQrCode, MAX_IDENTITY_CHARACTERS } from "./qr-room.ts";

/** Refuses a name that no user can have, or that does not fit every QR code and answer. */
export function readOwner(
  named: NamedUser,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Outcome<{ readonly named: NamedUser }> {
  if (/\p{Cc}/u.test(named.user + (named.realm ?? ""))) return refuse({ code: "control-character" });
  if (fitsQrCode(named, settings)) return { ok: true, named };
  return refuse({
    code: "user-too-long",
    mostCharacters: MAX_PARAMETER_CHARACTERS,
    mostEncoded: MAX_IDENTITY_CHARACTERS,
  });
}
