// The name under which the object of a transaction remembers a response. A response has eight digits or so, and a plain hash of it would
// be turned back in a second; with the phone's storage, it would then show the app's PIN. So the hash has a key of ours.

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
