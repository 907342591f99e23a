// PBKDF2 as the service runs it for a PIN (src/core/token/pin.ts), with its default of iterations.

import { toBase64, utf8 } from "../../src/lib/bytes.ts";

const ITERATIONS = 10_000;

/** In base64. */
export async function deriveHash(pin: string, salt: string): Promise<string> {
  const key = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const parameters = { name: "PBKDF2", hash: "SHA-256", salt: utf8(salt), iterations: ITERATIONS };
  return toBase64(new Uint8Array(await crypto.subtle.deriveBits(parameters, key, 256)));
}
