// What the four phones' OCRA has in common: how a suite is cut into parts, the HMAC over the fields, the truncation.
// Which fields there are, how long, and how hex is read, is each phone's own business (*-ocra.ts): there they differ.
// Spec: RFC 6287 §5, RFC 4226 §5.3. Nothing of src/ocra is used, so that a phone can disagree with the server.

import { type Bytes, utf8 } from "../../../src/lib/bytes.ts";

/** What one answer is computed from. The hex of counter, PIN and time is empty on the phones: only tests have some. */
export interface OcraInput {
  readonly suite: string;
  readonly keyHex: string;
  readonly question: string;
  readonly sessionKey: string;
  readonly counterHex?: string;
  readonly pinHashHex?: string;
  readonly timeHex?: string;
}

/** The input is not one that this phone computes with. */
export class OcraError extends Error {}

export interface Suite {
  readonly text: string;
  readonly hash: string;
  readonly digits: number;
  /** The third part, in lower case: `qh10-s064`. */
  readonly fields: string;
}

const HASHES: Readonly<Record<string, string>> = { sha1: "SHA-1", sha256: "SHA-256", sha512: "SHA-512" };

export function readSuite(text: string): Suite {
  const [, crypto = "", fields = ""] = text.toLowerCase().split(":");
  const [, hash = "", digits = ""] = crypto.split("-");
  return { text, hash: HASHES[hash] ?? "", digits: Number(digits), fields };
}

/** HMAC over the suite as written, a zero byte, and the fields. */
export async function macOf(hash: string, key: Bytes, suite: Suite, fields: readonly Bytes[]): Promise<Bytes> {
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

/** A decimal question as the RFC wants it in version 1 of the protocol: the number in hex. */
export const decimalInHex = (question: string): string => BigInt(question).toString(16);
