// A button pressed twice, or a reload, would make two tokens, so the form brings a serial along.
// But POST /token/init restarts the token of a given serial, even another user's. So the serial is
// used only if there is no such token, or if this form made it and no phone has enrolled yet.

import { isSerial, MAX_SERIAL_CHARACTERS, makeSerial, type TokenJson } from "../../../src/for-console.ts";
import type { Api } from "../api.ts";

export const newSerial = (): string => makeSerial((length) => crypto.getRandomValues(new Uint8Array(length)));

interface Use {
  /** If undefined, the API draws one. */
  readonly serial?: string;
  /** A token whose phone has sent its key: the form has done its work. */
  readonly done?: TokenJson;
}

export async function serialToUse(
  api: Api,
  serial: string | undefined,
  owner: { readonly user: string; readonly realm: string | undefined },
): Promise<Use> {
  if (serial === undefined || !isSerial(serial) || serial.length > MAX_SERIAL_CHARACTERS) return {};
  const there = await api.call("GET /token/", { serial });
  // If the look is refused or fails, the serial may be taken, so the API draws a new one.
  if (!there.ok) return {};
  if (there.value.count === 0) return { serial };
  const own = await api.call("GET /token/", { serial, ...owner });
  const token = own.ok ? own.value.tokens[0] : undefined;
  if (!token || token.revoked || owner.user === "") return {};
  return token.rollout_state === "enrolled" ? { done: token } : { serial: token.serial };
}
