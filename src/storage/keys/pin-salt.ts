// The salt of a person's PIN hashes. A login tries one PIN on all tokens of a user, and a salt for
// each token would cost a PBKDF2 for each. So a user has one salt. It is derived from a key, so
// that nothing has to be read for it, and nobody without the key can prepare guesses.

import { type Bytes, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "./keyring.ts";

const SALT_BYTES = 16;

/** `owner` names the user, or the serial of a token without one. Another root, another salt. */
export const createPinSalt =
  ({ newest }: Keyring) =>
  async (owner: string): Promise<Bytes> =>
    new Uint8Array(await crypto.subtle.sign("HMAC", newest.pinSalt, utf8(owner))).slice(0, SALT_BYTES);
