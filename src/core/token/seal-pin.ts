// A PIN as it is stored: hashed under the salt of its owner, then sealed for its token.

import { type Bytes, utf8 } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import type { PinSalt, Sealer } from "../sealer.ts";
import type { UserReading } from "../user.ts";
import type { GivenPin } from "./pin.ts";

interface PinKeys {
  readonly pinSalt: PinSalt;
  readonly sealer: Sealer;
  readonly settings: Pick<Settings, "pinIterations">;
}

/** A token without a user has a salt of its own. */
export const saltOf = ({ pinSalt }: Pick<PinKeys, "pinSalt">, serial: string, owner?: UserReading): Promise<Bytes> =>
  pinSalt(JSON.stringify(owner ? ["user", owner.realm, owner.user] : ["serial", serial]));

/**
 * `owner` is the token's future user, as far as known here. If the database reads the name
 * differently, the next login moves the hash to that user's salt.
 */
export const sealPin = async (
  keys: PinKeys,
  serial: string,
  owner: UserReading | undefined,
  pin: GivenPin,
): Promise<string> => {
  const hashed = await pin.hash(keys.settings.pinIterations, await saltOf(keys, serial, owner));
  return keys.sealer.seal("pin", serial, utf8(hashed));
};
