// PKCE (RFC 7636) by S256: no one but the client that began the request has the verifier.

import { sha256, toBase64Url } from "../../../lib/bytes.ts";

/** SHA-256 in base64url. */
export const isChallenge = (text: string): boolean => /^[\w-]{43}$/.test(text);

export async function fitsChallenge(verifier: string | undefined, challenge: string | undefined): Promise<boolean> {
  // A verifier without a challenge: someone has removed the challenge (RFC 9700 §4.8.2).
  if (challenge === undefined) return verifier === undefined;
  if (verifier === undefined || !/^[A-Za-z0-9._~-]{43,128}$/.test(verifier)) return false;
  return toBase64Url(await sha256(verifier)) === challenge;
}
