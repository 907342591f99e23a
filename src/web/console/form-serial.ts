// The serial that a form brings along, so that pressing its button twice, or loading its answer again, makes one token and
// not two. POST /token/init begins the token of a given serial anew, whosever it is: so the serial is used only while there is
// no such token, or while it is one that this form has made and no phone has enrolled yet.

import { TiqrToken } from "../../core/tiqr-token.ts";
import { isSerial, MAX_SERIAL_CHARACTERS, makeSerial } from "../../core/token/serial.ts";
import type { Api } from "./api.ts";

export const newSerial = (): string =>
  makeSerial(TiqrToken.getClassPrefix(), (length) => crypto.getRandomValues(new Uint8Array(length)));

interface Use {
  /** Undefined: the API draws one. */
  readonly serial?: string;
  /** The token of this serial is enrolled: what the form was for is done. */
  readonly done?: string;
}

export async function serialToUse(
  api: Api,
  serial: string | undefined,
  owner: { readonly user: string; readonly realm: string | undefined },
): Promise<Use> {
  if (serial === undefined || !isSerial(serial) || serial.length > MAX_SERIAL_CHARACTERS) return {};
  const there = await api.call("GET /token/", { serial });
  // Whoever may not look, or cannot just now, gets a serial that nobody has.
  if (!there.ok) return {};
  if (there.value.count === 0) return { serial };
  const own = await api.call("GET /token/", { serial, ...owner });
  const token = own.ok ? own.value.tokens[0] : undefined;
  if (!token || token.revoked || owner.user === "") return {};
  return token.rollout_state === "enrolled" ? { done: token.serial } : { serial: token.serial };
}
