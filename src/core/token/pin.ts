// PINs and passwords: PBKDF2-HMAC-SHA-256 (RFC 8018 §5.2), its parameters in front of the hash. It
// is sealed before it is stored: a thief of the database alone has nothing to try PINs on. Hashes
// taken over from privacyIDEA are verified too, and replaced at the next use of the PIN:
//   pbkdf2-sha512                passlib's (privacyIDEA lib/crypto.py)
//   pbkdf2-sha256-of-sha256      our PBKDF2 of its SHA-256 of PIN and seed in hex; the seed is last

import {
  type Bytes,
  equalInConstantTime,
  fromBase64,
  type RandomBytes,
  toBase64,
  toHex,
  utf8,
} from "../../lib/bytes.ts";
import { makeQuestion } from "../../ocra/question.ts";
import type { Settings } from "../../settings.ts";
import { type Outcome, refuse } from "../reasons.ts";

const SCHEME = "pbkdf2-sha256";
const SALT_BYTES = 16;

interface Derivation {
  readonly hash: "SHA-256" | "SHA-512";
  readonly bytes: number;
}
const OURS: Derivation = { hash: "SHA-256", bytes: 32 };
const SCHEMES: ReadonlyMap<string, Derivation> = new Map([
  [SCHEME, OURS],
  ["pbkdf2-sha512", { hash: "SHA-512", bytes: 64 }],
  ["pbkdf2-sha256-of-sha256", OURS],
]);

/** Stands for the hash of a PIN that only the upstream server can verify. It is asked once. */
export const ASKED_UPSTREAM = "asked-upstream";

export type PinSettings = Pick<Settings, "pinMinLength" | "pinRequired">;

/** An empty PIN counts as none. Its length is in characters as people count them. */
export function readPin(pin: string | undefined, settings: PinSettings): Outcome<{ readonly pin: string | undefined }> {
  const length = [...(pin ?? "")].length;
  const allowed = length === 0 ? !settings.pinRequired : length >= settings.pinMinLength;
  return allowed ? { ok: true, pin } : refuse(pinTooShort(settings));
}

/** The settings for a place where there must be a PIN. */
export const needsPin = (settings: PinSettings): PinSettings => ({ ...settings, pinRequired: true });

/** Digits of a random PIN, unless a longer one is required. */
const RANDOM_LENGTH = 8;

export const makePin = (minLength: number, randomBytes: RandomBytes): string =>
  makeQuestion({ format: "N", length: Math.max(RANDOM_LENGTH, minLength) }, randomBytes);

export const pinTooShort = ({ pinMinLength }: Pick<PinSettings, "pinMinLength">) =>
  ({ code: "pin-too-short", least: leastOf(pinMinLength) }) as const;

/** An empty PIN counts as none, so a PIN has at least one character. */
export const leastOf = (pinMinLength: number): number => Math.max(pinMinLength, 1);

export const makeSalt = (randomBytes: RandomBytes): Bytes => randomBytes(SALT_BYTES);

/** A PIN or password as given. PBKDF2 is costly, so it runs once for each salt and iterations. */
export class GivenPin {
  readonly #pin: string;
  readonly #derived = new Map<string, Promise<Bytes>>();

  constructor(pin: string) {
    this.#pin = pin;
  }

  /** Whether PBKDF2 has run for it. */
  get isDerived(): boolean {
    return this.#derived.size > 0;
  }

  /** Whether the PIN is right. Throws on text that `hash` did not make. */
  async opens(hashed: string): Promise<boolean> {
    const { hash, ...work } = read(hashed);
    return equalInConstantTime(await this.#derive(work), hash);
  }

  /** `pbkdf2-sha256$<iterations>$<salt>$<hash>`, both in base64. */
  async hash(iterations: number, salt: Bytes): Promise<string> {
    const hash = await this.#derive({ derivation: OURS, iterations, salt });
    return [SCHEME, iterations, toBase64(salt), toBase64(hash)].join("$");
  }

  #derive(work: Work): Promise<Bytes> {
    const { derivation, iterations, salt, seed } = work;
    const name = [derivation.hash, iterations, toBase64(salt), seed ? toBase64(seed) : ""].join(" ");
    const derived = this.#derived.get(name) ?? deriveFrom(this.#pin, work);
    this.#derived.set(name, derived);
    return derived;
  }
}

export const hashPin = (pin: string, iterations: number, salt: Bytes): Promise<string> =>
  new GivenPin(pin).hash(iterations, salt);

export const verifyPin = (pin: string, hashed: string): Promise<boolean> => new GivenPin(pin).opens(hashed);

export const hasSalt = (hashed: string, salt: Bytes): boolean => toBase64(read(hashed).salt) === toBase64(salt);

/** The iterations of a hash of ours; 0 for one that was taken over, so that any other is better. */
export const iterationsOf = (hashed: string): number => {
  const { iterations } = read(hashed);
  return hashed.startsWith(`${SCHEME}$`) ? iterations : 0;
};

/** Hashes a PIN of which only a seeded SHA-256 is known. That alone falls to a few guesses. */
export async function hashOfDigest(digestHex: string, seed: Bytes, iterations: number, salt: Bytes): Promise<string> {
  const hash = await pbkdf2(digestHex, { derivation: OURS, iterations, salt });
  return ["pbkdf2-sha256-of-sha256", iterations, toBase64(salt), toBase64(hash), toBase64(seed)].join("$");
}

/** All that a hash depends on, except the PIN. */
interface Work {
  readonly derivation: Derivation;
  readonly iterations: number;
  readonly salt: Bytes;
  readonly seed?: Bytes;
}

function read(hashed: string): Work & { readonly hash: Bytes } {
  const [scheme = "", count, saltText = "", hashText = "", seedText] = hashed.split("$");
  const derivation = SCHEMES.get(scheme);
  const iterations = Number(count);
  const salt = fromBase64(saltText);
  const hash = fromBase64(hashText);
  const seed = seedText === undefined ? undefined : fromBase64(seedText);
  if (!derivation || !salt || !hash || !(iterations > 0)) throw new Error("not a PIN hash of ours");
  return { derivation, iterations, salt, hash, ...(seed ? { seed } : {}) };
}

async function deriveFrom(pin: string, work: Work): Promise<Bytes> {
  if (!work.seed) return pbkdf2(pin, work);
  const digest = await crypto.subtle.digest("SHA-256", new Uint8Array([...utf8(pin), ...work.seed]));
  return pbkdf2(toHex(new Uint8Array(digest)), work);
}

async function pbkdf2(text: string, { derivation: { hash, bytes }, iterations, salt }: Work): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", utf8(text), "PBKDF2", false, ["deriveBits"]);
  return new Uint8Array(await crypto.subtle.deriveBits({ name: "PBKDF2", hash, salt, iterations }, key, 8 * bytes));
}
