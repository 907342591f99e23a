// PKCE (RFC 7636) by S256: no one but the client that began the request has the verifier.

import { sha256, toBase64Url } from "../../../lib/bytes.ts";

/** SHA-256 in base64url. */
export const isChallenge = (text: string): boolean => /^[\w-]{43}$/.test(text);

/** What is wrong with the verifier of a code that has this challenge. */
export async function verifierFault(
  verifier: string | undefined,
  challenge: string | undefined,
): Promise<"missing" | "unexpected" | "mismatched" | undefined> {
  // A verifier without a challenge: someone may have removed the challenge (RFC 9700 §4.8.2).
  if (challenge === undefined) return verifier === undefined ? undefined : "unexpected";
  if (verifier === undefined) return "missing";
  const fits = /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) && toBase64Url(await sha256(verifier)) === challenge;
  return fits ? undefined : "mismatched";
}
