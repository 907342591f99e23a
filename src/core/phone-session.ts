// The one-time sessions of an enrolment. First the QR code's: random, and stored only as a hash. The metadata trades it for the
// phone's: a ticket that holds, sealed, which QR code it was traded for and whose token that is. So the phone's one request
// can be noted in the trail under the person's name, and the ticket of an enrolment begun before opens nothing.

import { type RandomBytes, sha256Hex, toBase64Url, utf8 } from "../lib/bytes.ts";
import type { Sealer } from "./ports/sealer.ts";

/** 128 bits, in the fewest characters that a URL leaves alone: every character of the QR code counts. */
const SESSION_BYTES = 16;

export const makeSession = (randomBytes: RandomBytes): string => toBase64Url(randomBytes(SESSION_BYTES));

/** This is what is stored. */
export const hashSession = (session: string): Promise<string> => sha256Hex(session);

export interface PhoneSession {
  /** Of the QR code's session. */
  readonly sessionHash: string;
  readonly user: string;
  readonly realm: string;
  /** Expires with the QR code's session. The name in it must not be used later, since the user may have been deleted. */
  readonly expiresAtMs: number;
}

export const sealPhoneSession = (sealer: Sealer, serial: string, ticket: PhoneSession): Promise<string> =>
  sealer.seal(
    "session",
    serial,
    utf8(JSON.stringify([ticket.sessionHash, ticket.user, ticket.realm, ticket.expiresAtMs])),
  );

/** Anyone can send anything, so a text that was not sealed here for this serial, or has expired, gives undefined. */
export async function openPhoneSession(
  sealer: Sealer,
  serial: string,
  sealed: string,
  nowMs: number,
): Promise<PhoneSession | undefined> {
  try {
    const opened = new TextDecoder().decode(await sealer.open("session", serial, sealed));
    const [sessionHash, user, realm, expiresAtMs] = JSON.parse(opened) as [string, string, string, number];
    return nowMs < expiresAtMs ? { sessionHash, user, realm, expiresAtMs } : undefined;
  } catch {
    return undefined;
  }
}
