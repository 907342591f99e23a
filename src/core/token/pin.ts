// PINs and passwords: PBKDF2-HMAC-SHA-256 (RFC 8018 §5.2), its parameters written in front of the hash.
// The text is sealed before it is stored, so a thief of the database alone has nothing to try PINs on.

import { type Bytes, equalInConstantTime, fromBase64, type RandomBytes, toBase64, utf8 } from "../../lib/bytes.ts";
import { makeQuestion } from "../../ocra/question.ts";
import type { Settings } from "../../settings.ts";
import { type Outcome, refuse } from "../reasons.ts";

const SCHEME = "pbkdf2-sha256";
const SALT_BYTES = 16;
const HASH_BYTES = 32;

export type PinSettings = Pick<Settings, "pinMinLength" | "pinRequired">;

/** A PIN as given. An empty one counts as none, as does undefined. Its length is in characters, as a person counts them. */
export function readPin(pin: string | undefined, settings: PinSettings): Outcome<{ readonly pin: string | undefined }> {
  const length = [...(pin ?? "")].length;
  const allowed = length === 0 ? !settings.pinRequired : length >= settings.pinMinLength;
  return allowed ? { ok: true, pin } : refuse(pinTooShort(settings));
}

/** The settings for a place where there must be a PIN. */
export const needsPin = (settings: PinSettings): PinSettings => ({ ...settings, pinRequired: true });

/** Digits of a random PIN, unless a longer one is required. */
const RANDOM_LENGTH = 8;

/** A PIN of random digits. */
export const makePin = (minLength: number, randomBytes: RandomBytes): string =>
  makeQuestion({ format: "N", length: Math.max(RANDOM_LENGTH, minLength) }, randomBytes);

export const pinTooShort = ({ pinMinLength }: Pick<PinSettings, "pinMinLength">) =>
  ({ code: "pin-too-short", least: leastOf(pinMinLength) }) as const;

/** An empty PIN counts as none, so a PIN has at least one character. */
export const leastOf = (pinMinLength: number): number => Math.max(pinMinLength, 1);

export const makeSalt = (randomBytes: RandomBytes): Bytes => randomBytes(SALT_BYTES);

/** A PIN or password as it was given. PBKDF2 is what it costs, so that is computed once for each salt and number of iterations. */
export class GivenPin {
  readonly #pin: string;
  readonly #derived = new Map<string, Promise<Bytes>>();

  constructor(pin: string) {
    this.#pin = pin;
  }

  /** Whether it has cost anything yet. */
  get isDerived(): boolean {
    return this.#derived.size > 0;
  }

  /** Whether the PIN is right. Throws on text that `hash` did not make. */
  async opens(hashed: string): Promise<boolean> {
    const { iterations, salt, hash } = read(hashed);
    return equalInConstantTime(await this.#derive(iterations, salt), hash);
  }

  /** `pbkdf2-sha256$<iterations>$<salt>$<hash>`, both in base64. */
  async hash(iterations: number, salt: Bytes): Promise<string> {
    return [SCHEME, iterations, toBase64(salt), toBase64(await this.#derive(iterations, salt))].join("$");
  }

  #derive(iterations: number, salt: Bytes): Promise<Bytes> {
    const work = `${iterations} ${toBase64(salt)}`;
    const derived = this.#derived.get(work) ?? pbkdf2(this.#pin, salt, iterations);
    this.#derived.set(work, derived);
    return derived;
  }
}

export const hashPin = (pin: string, iterations: number, salt: Bytes): Promise<string> =>
  new GivenPin(pin).hash(iterations, salt);

export const verifyPin = (pin: string, hashed: string): Promise<boolean> => new GivenPin(pin).opens(hashed);

export const hasSalt = (hashed: string, salt: Bytes): boolean => toBase64(read(hashed).salt) === toBase64(salt);

/** The number of iterations that a hash was made with. */
export const iterationsOf = (hashed: string): number => read(hashed).iterations;

function read(hashed: string): { iterations: number; salt: Bytes; hash: Bytes } {
  const [scheme, count, saltText = "", hashText = ""] = hashed.split("$");
  const [iterations, salt, hash] = [Number(count), fromBase64(saltText), fromBase64(hashText)];
  if (scheme !== SCHEME || !salt || !hash || !(iterations > 0)) throw new Error("not a PIN hash of ours");
  return { iterations, salt, hash };
}

async function pbkdf2(pin: string, salt: Bytes, iterations: number): Promise<Bytes> {
  const key = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt, iterations };
  return new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 8 * HASH_BYTES));
}
