// A PIN is known in clear only at a login that it has opened, so stored hashes are mended there.

import { type Bytes, utf8 } from "../../lib/bytes.ts";
import type { Ports } from "../ports/index.ts";
import { ASKED_UPSTREAM, hasSalt, iterationsOf } from "../token/pin.ts";
import { saltOf } from "../token/seal-pin.ts";
import type { TokenRecord } from "../token.ts";
import type { FirstFactor } from "./first-factor.ts";

/**
 * An imported token may have a hash of the empty PIN (docs/migrating.md): anyone could open its
 * logins, and they would count as those of people who know a PIN. Once the empty PIN has opened it,
 * it gets none. Returns whether there was one: its login must then be judged again.
 */
export async function dropEmptyPins(
  { tokens: store }: Ports,
  pin: string | undefined,
  opened: readonly TokenRecord[],
): Promise<boolean> {
  const ofNone = pin === "" ? opened.filter(({ sealedPin }) => sealedPin !== null) : [];
  for (const token of ofNone) await store.replacePinHash(token, token.sealedPin ?? "", null);
  return ofNone.length > 0;
}

/**
 * Hashes the PIN again if its hash has fewer iterations than the settings want, or another salt
 * than its user's. `opened`: tokens of one user.
 */
export async function rehash(ports: Ports, factor: FirstFactor, opened: readonly TokenRecord[]): Promise<void> {
  const { sealer, settings, tokens: store } = ports;
  let salt: Bytes | undefined;
  for (const token of opened) {
    const { serial, user, realm, sealedPin } = token;
    const stored = factor.storedOf(token);
    if (stored === undefined || sealedPin === null || user === null || realm === null) continue;
    salt ??= await saltOf(ports, serial, { user, realm });
    // A hash that is costlier than the settings demand keeps its cost.
    const kept = stored === ASKED_UPSTREAM ? 0 : iterationsOf(stored);
    const iterations = Math.max(kept, settings.pinIterations);
    if (iterations === kept && hasSalt(stored, salt)) continue;
    const hashed = await factor.given.hash(iterations, salt);
    await store.replacePinHash(token, sealedPin, await sealer.seal("pin", serial, utf8(hashed)));
  }
}
