// The one-time sessions of an enrolment. The QR code's session is random, and stored only as a
// hash. The metadata trades it for a sealed ticket, which names that session and the user. So the
// trail can note the phone's next request under the user, and an earlier enrolment's ticket is
// useless.

import { fromUtf8, type RandomBytes, sha256Hex, toBase64Url, utf8 } from "../lib/bytes.ts";
import type { Sealer } from "./sealer.ts";

/** 128 bits in few characters that need no escaping: each makes the QR code larger. */
const SESSION_BYTES = 16;

export const makeSession = (randomBytes: RandomBytes): string => toBase64Url(randomBytes(SESSION_BYTES));

/** The database stores only this hash. */
export const hashSession = (session: string): Promise<string> => sha256Hex(session);

export interface PhoneSession {
  /** The hash of the QR code's session. */
  readonly sessionHash: string;
  readonly user: string;
  readonly realm: string;
  /** The end of the QR code's session. Its user may be deleted, so the name is noted no longer. */
  readonly expiresAtMs: number;
}

export const sealPhoneSession = (sealer: Sealer, serial: string, ticket: PhoneSession): Promise<string> =>
  sealer.seal(
    "session",
    serial,
    utf8(JSON.stringify([ticket.sessionHash, ticket.user, ticket.realm, ticket.expiresAtMs])),
  );

/** Anyone can send anything: undefined unless sealed here for this serial, and not expired. */
export async function openPhoneSession(
  sealer: Sealer,
  serial: string,
  sealed: string,
  nowMs: number,
): Promise<PhoneSession | undefined> {
  try {
    const opened = fromUtf8(await sealer.open("session", serial, sealed));
    const [sessionHash, user, realm, expiresAtMs] = JSON.parse(opened) as [string, string, string, number];
    return nowMs < expiresAtMs ? { sessionHash, user, realm, expiresAtMs } : undefined;
  } catch {
    return undefined;
  }
}
