// The common parts of the four phones' OCRA: how a suite is split, the HMAC over the fields, the
// truncation. The phones differ in the fields, their lengths, and their reading of hex, so these
// are in each phone's own file (*-ocra.ts). Spec: RFC 6287 §5, RFC 4226 §5.3. Nothing of src/ocra
// is used, so that a phone can disagree with the server.

import { type Bytes, utf8 } from "../../../src/lib/bytes.ts";

/**
 * The input of one response. The hex of counter, PIN and time is empty on the phones: only tests
 * have some.
 */
export interface OcraInput {
  readonly suite: string;
  readonly keyHex: string;
  readonly question: string;
  readonly sessionKey: string;
  readonly counterHex?: string;
  readonly pinHashHex?: string;
  readonly timeHex?: string;
}

/** This phone cannot compute with the input. */
export class OcraError extends Error {}

export interface PhoneSuite {
  readonly text: string;
  readonly hash: string;
  readonly digits: number;
  /** The third part, in lower case: `qh10-s064`. */
  readonly fields: string;
}

const HASHES: Readonly<Record<string, string>> = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" };

export function readSuite(text: string): PhoneSuite {
  const [, crypto = "", fields = ""] = text.toLowerCase().split(":");
  const [, hash = "", digits = ""] = crypto.split("-");
  return { text, hash: HASHES[hash] ?? "", digits: Number(digits), fields };
}

/** HMAC over the suite as written, a zero byte, and the fields. */
export async function macOf(hash: string, key: Bytes, suite: PhoneSuite, fields: readonly Bytes[]): Promise<Bytes> {
  const message = [utf8(suite.text), new Uint8Array(1), ...fields].flatMap((field) => [...field]);
  const hmacKey = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", hmacKey, Uint8Array.from(message)));
}

/** The 31 bits that RFC 4226 takes from an HMAC. */
export function numberOf(mac: Bytes): number {
  const offset = (mac.at(-1) ?? 0) & 15;
  return mac.slice(offset, offset + 4).reduce((number, byte) => number * 256 + byte, 0) % 2 ** 31;
}

export const decimals = (number: number, digits: number): string => String(number % 10 ** digits).padStart(digits, "0");

/** A decimal question in the form of the RFC, for version 1 of the protocol: the number in hex. */
export const decimalInHex = (question: string): string => BigInt(question).toString(16);
