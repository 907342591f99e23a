// The PIN of a privacyIDEA token, from its column pin_hash or `_hashed_pin` (privacyIDEA
// lib/crypto.py, models/token.py).
import { createHash, pbkdf2 } from "node:crypto";
import { promisify } from "node:util";
import { verifyPin } from "../../../../src/core/token/pin.ts";
import { fromHex } from "../../../../src/lib/bytes.ts";
import type { EncFile } from "../crypt/enc-file.ts";
import type { ForeignPin } from "../record.ts";

/** Workers compute no PBKDF2 with more iterations. */
const MAX_ITERATIONS = 100_000;

/** Of a hash. */
const BYTES = { "pbkdf2-sha256": 32, "pbkdf2-sha512": 64 };

const lost = (why: string): ForeignPin => ({ kind: "lost", why });

export interface PinKeys {
  readonly encFile: EncFile | undefined;
  /** From SQL; an export has none. */
  readonly seedHex: string | undefined;
}

export function readPinHash(text: string | null | undefined, { encFile, seedHex }: PinKeys): ForeignPin {
  if (text === undefined || text === null || text.trim() === "") return { kind: "none" };
  if (text.startsWith("@@")) return reversible(text.slice(2), encFile);
  if (/^[0-9a-f]{64}$/i.test(text)) {
    const seed = fromHex(seedHex ?? "");
    if (!seed || seed.length === 0) return lost("its PIN is a SHA-256 whose seed is not in the export");
    return { kind: "digest", digestHex: text.toLowerCase(), seed };
  }
  const [, scheme = "of an unknown kind"] = /^\$([\w-]+)\$/.exec(text) ?? [];
  if (scheme !== "pbkdf2-sha256" && scheme !== "pbkdf2-sha512")
    return lost(`its PIN is a hash that cannot be taken over (${scheme})`);
  const [, , rounds = "", salt64 = "", hash64 = ""] = text.split("$");
  const [iterations, salt, hash] = [Number(rounds), fromPasslib(salt64), fromPasslib(hash64)];
  if (!(Number.isInteger(iterations) && iterations > 0) || !salt || hash?.length !== BYTES[scheme])
    return lost("its PIN is a hash that cannot be read");
  if (iterations > MAX_ITERATIONS)
    return lost(`its PIN is a hash of ${iterations} iterations, and ${MAX_ITERATIONS} are possible`);
  return { kind: scheme, iterations, salt, hash };
}

function reversible(text: string, encFile: EncFile | undefined): ForeignPin {
  if (!encFile) return lost("its PIN is encrypted: give --enc-file");
  const [iv = "", cipher = ""] = text.split(":");
  const pin = encFile.open(iv, cipher)?.toString("utf8");
  if (pin === undefined) return lost("its PIN does not open under the key in --enc-file");
  return pin === "" ? { kind: "none" } : { kind: "clear", pin };
}

/** passlib's base64: a dot for the plus, and no padding. */
function fromPasslib(text: string): Uint8Array<ArrayBuffer> | undefined {
  return /^[A-Za-z0-9./]*$/.test(text) ? new Uint8Array(Buffer.from(text.replaceAll(".", "+"), "base64")) : undefined;
}

const pbkdf2OfNode = promisify(pbkdf2);

export const isDigestOfNone = (pin: ForeignPin): boolean =>
  pin.kind === "digest" && pin.digestHex === createHash("sha256").update(pin.seed).digest("hex");

/**
 * privacyIDEA's web interface hashes the empty PIN of a token that is to have none. For PBKDF2 this
 * costs as much as a check of the PIN, so it is asked only where a token must have one: otherwise
 * the first login with an empty PIN tells (src/core/login/mend-hashes.ts).
 */
export async function isOfNone(pin: ForeignPin): Promise<boolean> {
  if (pin.kind === "stored") return verifyPin("", pin.text);
  if (pin.kind !== "pbkdf2-sha256" && pin.kind !== "pbkdf2-sha512") return pin.kind === "none" || isDigestOfNone(pin);
  const digest = pin.kind === "pbkdf2-sha256" ? "sha256" : "sha512";
  return (await pbkdf2OfNode("", pin.salt, pin.iterations, pin.hash.length, digest)).equals(pin.hash);
}
