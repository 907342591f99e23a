// The name under which a transaction's object remembers a response. A plain hash of eight digits is
// reversed in a second; with the phone's storage it would show the app's PIN. So the hash is keyed.

import { toHex, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "./keyring.ts";

const DIGEST_BYTES = 16;

/** Another root gives another digest: what was judged before a change of keys is judged anew. */
export const createResponseDigest =
  ({ newest }: Keyring) =>
  async (sessionKey: string, response: string): Promise<string> => {
    const mac = await crypto.subtle.sign("HMAC", newest.response, utf8(`${sessionKey} ${response}`));
    return toHex(new Uint8Array(mac, 0, DIGEST_BYTES));
  };
