// Keeps one keyring per isolate and set of root secrets. The result is kept, not a promise,
// for which other requests could wait without end. Deriving it twice at first does no harm.

import { type Bytes, toBase64 } from "../../lib/bytes.ts";
import { deriveKeyring, type Keyring } from "./keyring.ts";

const kept = new Map<string, Keyring>();

export async function loadKeyring(roots: readonly [Bytes, ...Bytes[]]): Promise<Keyring> {
  const name = roots.map(toBase64).join(" ");
  const keyring = kept.get(name) ?? (await deriveKeyring(roots));
  kept.set(name, keyring);
  return keyring;
}
