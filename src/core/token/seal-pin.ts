// A PIN as it is stored: hashed under the salt of its owner, then sealed for its token.

import { type Bytes, utf8 } from "../../lib/bytes.ts";
import type { Ports } from "../ports/index.ts";
import type { UserReading } from "../user.ts";
import type { GivenPin } from "./pin.ts";

/** A token without a user has a salt of its own. */
export const saltOf = ({ pinSalt }: Pick<Ports, "pinSalt">, serial: string, owner?: UserReading): Promise<Bytes> =>
  pinSalt(JSON.stringify(owner ? ["user", owner.realm, owner.user] : ["serial", serial]));

/**
 * `owner` is the user who will have the token, as far as is known here. If the database reads the name differently, the next login
 * moves the hash to the salt of the user it is.
 */
export const sealPin = async (
  ports: Pick<Ports, "pinSalt" | "sealer" | "settings">,
  serial: string,
  owner: UserReading | undefined,
  pin: GivenPin,
): Promise<string> => {
  const hashed = await pin.hash(ports.settings.pinIterations, await saltOf(ports, serial, owner));
  return ports.sealer.seal("pin", serial, utf8(hashed));
};
