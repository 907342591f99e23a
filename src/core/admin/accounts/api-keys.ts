// API keys as in privacyIDEA 3.14: `pi_<id>_<secret>` in X-API-Key, in place of a JWT. A key can do
// what its account can, except confirm anything with a phone. It outlives the password.
//
// The secret has 256 random bits, so one SHA-256 is enough. The hash is sealed, so that a thief of
// the database has nothing to try keys against.

import { equalInConstantTime, sha256Hex, toHex, utf8 } from "../../../lib/bytes.ts";
import type { Call } from "../../call.ts";
import type { Caller, Session } from "../../caller.ts";
import type { Ports } from "../../ports/index.ts";
import { type Outcome, type Refusal, refuse } from "../../reasons.ts";

const ID_BYTES = 8;
const SECRET_BYTES = 32;
const FORM = /^pi_([0-9a-f]{16})_([0-9a-f]{64})$/;

/** How often a key in constant use writes its row. */
const NOTED_EVERY_MS = 60 * 60 * 1000;

/** `text`: the whole key, told once. */
export async function makeApiKey({ sealer, randomBytes }: Pick<Ports, "sealer" | "randomBytes">) {
  const [id, secret] = [toHex(randomBytes(ID_BYTES)), toHex(randomBytes(SECRET_BYTES))];
  const sealedHash = await sealer.seal("api-key", id, utf8(await sha256Hex(secret)));
  return { id, text: `pi_${id}_${secret}`, sealedHash };
}

/** The ids of all keys in a text, whatever the rest of each looks like. */
export const keyIdsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(/pi_([0-9a-f]{16})_/g)].map(([, id = ""]) => id)),
];

const unknownKey: Refusal = refuse({ code: "invalid-authorization", message: "The API key is unknown or has expired" });

/** Gives the caller of a key. It costs one read if the text has the form of a key. */
export async function verifyApiKey(
  { apiKeys, sealer }: Pick<Ports, "apiKeys" | "sealer">,
  text: string,
  { nowMs, afterwards }: Pick<Call, "nowMs" | "afterwards">,
): Promise<Outcome<{ readonly caller: Caller & { readonly session: Session }; readonly tellsAddresses: boolean }>> {
  const [, id, secret] = FORM.exec(text.trim()) ?? [];
  if (id === undefined || secret === undefined) return unknownKey;
  const key = await apiKeys.find(id);
  if (!key || (key.expiresAtMs !== null && nowMs >= key.expiresAtMs)) return unknownKey;
  const { account, generation, sealedHash, lastUsedAtMs, onlyRealm } = key;
  if (!sealer.hasKeyOf(sealedHash)) return unknownKey;
  const hash = await sealer.open("api-key", id, sealedHash);
  if (!equalInConstantTime(hash, utf8(await sha256Hex(secret)))) return unknownKey;
  if (nowMs >= (lastUsedAtMs ?? 0) + NOTED_EVERY_MS) afterwards(() => apiKeys.used(id, nowMs));
  const endsAtMs = key.expiresAtMs ?? Number.MAX_SAFE_INTEGER;
  // A thief of a key must not change the tokens of administrators, so no phone has confirmed it.
  const session = { id: `key ${id}`, endsAtMs, confirmed: false };
  const tellsAddresses = key.tellsAddresses === 1;
  const caller = { name: account, generation, session, apiKey: id, ...(onlyRealm !== null && { onlyRealm }) };
  return { ok: true, caller, tellsAddresses };
}
