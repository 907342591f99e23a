// One keyring per isolate and root secrets. The result is kept, not the promise: a promise belongs to the request that made it,
// and another request that waits for it could wait for ever. Two first requests derive it twice, which does no harm.

import type { Bytes } from "../../lib/bytes.ts";
import { toBase64 } from "../../lib/bytes.ts";
import { deriveKeyring, type Keyring } from "./keyring.ts";

const kept = new Map<string, Keyring>();

export async function loadKeyring(roots: readonly [Bytes, ...Bytes[]]): Promise<Keyring> {
  const name = roots.map(toBase64).join(" ");
  const keyring = kept.get(name) ?? (await deriveKeyring(roots));
  kept.set(name, keyring);
  return keyring;
}
