// A MAC over a text, with the id of the key in front: `<key id>.<MAC>`. Checkpoints, parts and
// their records have one.

import { equalInConstantTime, fromBase64Url, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "../keys/keyring.ts";

export async function signText(keyring: Keyring, text: string): Promise<string> {
  const { id, audit } = keyring.newest;
  return `${id}.${toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", audit, utf8(text))))}`;
}

export async function isSignedText(keyring: Keyring, signature: string, text: string): Promise<boolean> {
  const [id, mac = ""] = signature.split(".");
  const keys = keyring.all.find((candidate) => candidate.id === id);
  const claimed = fromBase64Url(mac);
  if (!keys || !claimed) return false;
  const expected = new Uint8Array(await crypto.subtle.sign("HMAC", keys.audit, utf8(text)));
  return equalInConstantTime(expected, claimed);
}
