// The user of a token, as a request names them.

import type { Settings } from "../../settings.ts";
import { MAX_PARAMETER_CHARACTERS } from "../../tiqr/requests.ts";
import { invalidParameter, invalidValue, type Outcome, refuse } from "../reasons.ts";
import { type NamedUser, readingsOf, type UserReadings } from "../user.ts";
import { fitsQrCode, MAX_IDENTITY_CHARACTERS } from "./qr-capacity.ts";

/** No path can hold these (URL §4.1), so DELETE /user/<realm>/<user> could not remove the user. */
const NO_PATH = [".", ".."];

function hasNoPath({ whole, split = whole }: UserReadings): boolean {
  return [whole.user, whole.realm, split.user, split.realm].some((part) => NO_PATH.includes(part));
}

/**
 * Like `readOwner`, for a user who may be new. Applications take the last `@` of a name for the
 * start of a realm, so one with an `@` would give two people one name. Earlier versions made such.
 */
export function readNewOwner(
  named: NamedUser,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Outcome<{ readonly named: NamedUser }> {
  if (named.realm?.includes("@")) return invalidParameter("realm", "a realm has no @ in its name");
  return readOwner(named, settings);
}

export type ImpossibleName = "control-character" | "invalid-parameter" | "user-too-long";

/** Refuses a name that no user can have, or that does not fit every QR code and answer. */
export function readOwner(
  named: NamedUser,
  settings: Pick<Settings, "defaultRealm" | "foldUserCase">,
): Outcome<{ readonly named: NamedUser }, ImpossibleName> {
  if (/\p{Cc}/u.test(named.user + (named.realm ?? ""))) return refuse({ code: "control-character" });
  const readings = readingsOf(named, settings);
  if (hasNoPath(readings)) return invalidValue('Invalid user: neither it nor its realm can be "." or "..".');
  if (fitsQrCode(readings)) return { ok: true, named };
  const [mostCharacters, mostEncoded] = [MAX_PARAMETER_CHARACTERS, MAX_IDENTITY_CHARACTERS];
  return refuse({ code: "user-too-long", mostCharacters, mostEncoded });
}
