// The response: an HMAC over DataInput, truncated to digits (RFC 6287 §5.2, §6.2; RFC 4226 §5.3).
// This file keeps no state: the caller remembers counters, used questions and the number of tries.

import { type Bytes, equalInConstantTime, toHex, utf8 } from "../lib/bytes.ts";
import { type DataInput, encodeDataInput, type InputProblem } from "./data-input.ts";
import { type OcraRefusal, refuseInput } from "./refusal.ts";
import type { HashName, Suite } from "./suite.ts";

export type ResponseProblem = InputProblem | "empty-key";

/** Computes `suite.digits` decimal digits, or the whole HMAC in lower-case hex if these are 0. */
export async function computeResponse(
  suite: Suite,
  key: Bytes,
  input: DataInput,
): Promise<{ readonly ok: true; readonly response: string } | OcraRefusal<ResponseProblem>> {
  // Anyone can compute with an empty key, and so answer for a token without a secret: refuse it.
  // Differs: privacyIDEA lib/tokens/tiqrtoken.py does not, so an unfinished enrolment can log in.
  if (key.length === 0) return refuseInput("empty-key", "a key of 0 bytes", "at least 1");
  const message = await encodeDataInput(suite, input);
  if (!message.ok) return message;
  const mac = await hmac(suite.hash, key, message.bytes);
  return { ok: true, response: suite.digits === 0 ? toHex(mac) : truncate(mac, suite.digits) };
}

/**
 * Compares with what `computeResponse` gives, in constant time. A response of another length or
 * alphabet is simply wrong. If none can be computed, all are wrong, and `computeResponse` says why.
 */
export async function verifyResponse(suite: Suite, key: Bytes, input: DataInput, response: string): Promise<boolean> {
  const computed = await computeResponse(suite, key, input);
  return computed.ok && equalInConstantTime(utf8(computed.response), utf8(response));
}

async function hmac(hash: HashName, key: Bytes, message: Bytes): Promise<Bytes> {
  const hmacKey = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash }, false, ["sign"]);
  return new Uint8Array(await crypto.subtle.sign("HMAC", hmacKey, message));
}

/** RFC 4226 §5.3. The number has 31 bits, so the first of ten digits is 0, 1 or 2. */
function truncate(mac: Bytes, digits: number): string {
  const view = new DataView(mac.buffer);
  const offset = view.getUint8(mac.length - 1) & 0x0f;
  const number = view.getUint32(offset) & 0x7fffffff;
  // JavaScript's % is exact even for 10 ** 10, which exceeds 32 bits (the iOS app overflows there).
  return String(number % 10 ** digits).padStart(digits, "0");
}
