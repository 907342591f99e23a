// A PIN is known in clear only while it is typed in. What has to be mended in the stored hashes is mended then, by the login that the
// PIN has opened.

import { type Bytes, utf8 } from "../../lib/bytes.ts";
import type { Ports } from "../ports/index.ts";
import { ASKED_UPSTREAM, hasSalt, iterationsOf } from "../token/pin.ts";
import { saltOf } from "../token/seal-pin.ts";
import type { TokenRecord } from "../token.ts";
import type { FirstFactor } from "./first-factor.ts";

/**
 * The empty PIN is none. A token that was taken over may have a hash of it (docs/migrating.md): anyone could open its logins, and they
 * would count as those of people who know a PIN. So once the empty PIN has opened such a token, it is made one without a PIN. Returns
 * whether there was one: its login is then to be judged again.
 */
export async function dropEmptyPins(
  { tokens: store }: Ports,
  pin: string,
  opened: readonly TokenRecord[],
): Promise<boolean> {
  const ofNone = pin === "" ? opened.filter(({ sealedPin }) => sealedPin !== null) : [];
  for (const token of ofNone) await store.replacePinHash(token, token.sealedPin ?? "", null);
  return ofNone.length > 0;
}

/**
 * Hashes the PIN again where its hash has fewer iterations than the settings demand now, or another salt than its user's. `opened` are
 * tokens of one user.
 */
export async function rehash(ports: Ports, factor: FirstFactor, opened: readonly TokenRecord[]): Promise<void> {
  const { sealer, settings, tokens: store } = ports;
  let salt: Bytes | undefined;
  for (const token of opened) {
    const { serial, user, realm, sealedPin } = token;
    const stored = factor.storedOf(token);
    if (stored === undefined || sealedPin === null || user === null || realm === null) continue;
    salt ??= await saltOf(ports, serial, { user, realm });
    // A hash that costs a guesser more than the settings demand stays as dear.
    const kept = stored === ASKED_UPSTREAM ? 0 : iterationsOf(stored);
    const iterations = Math.max(kept, settings.pinIterations);
    if (iterations === kept && hasSalt(stored, salt)) continue;
    const hashed = await factor.given.hash(iterations, salt);
    await store.replacePinHash(token, sealedPin, await sealer.seal("pin", serial, utf8(hashed)));
  }
}
