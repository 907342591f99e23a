// The one-time session of an enrolment: first the QR code's, then, once the metadata was fetched, the phone's.

import { type RandomBytes, toBase64Url, toHex, utf8 } from "../lib/bytes.ts";

/** 128 bits, in the fewest characters that a URL leaves alone: every character of the QR code counts. */
const SESSION_BYTES = 16;

export const makeSession = (randomBytes: RandomBytes): string => toBase64Url(randomBytes(SESSION_BYTES));

/** SHA-256 in hex; this is what is stored. A session is random, so its hash needs no salt. */
export async function hashSession(session: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", utf8(session))));
}
