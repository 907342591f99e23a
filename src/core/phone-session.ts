// The sessions of an enrolment. The QR code's session is random, and stored only as a hash. The
// metadata trades it for a sealed ticket, which names that session, the user and the fetch. So the
// trail can note the phone's next request under the user, an earlier enrolment's ticket is useless,
// and two phones that bring a secret are told apart.

import { type RandomBytes, sha256Hex, toBase64Url } from "../lib/bytes.ts";
import { networkOf } from "../lib/network.ts";
import { openJson, type Sealer, sealJson } from "./sealer.ts";

/** 128 bits in few characters that need no escaping: each makes the QR code larger. */
const SESSION_BYTES = 16;

export const makeSession = (randomBytes: RandomBytes): string => toBase64Url(randomBytes(SESSION_BYTES));

/** The database stores only this hash. */
export const hashSession = (session: string): Promise<string> => sha256Hex(session);

/**
 * Tells a phone that fetches again from another one. Who has the database but not the QR code
 * cannot guess the network, since the session is hashed along.
 */
export const hashPlace = (session: string, client: string, userAgent: string): Promise<string> =>
  sha256Hex(JSON.stringify([session, networkOf(client), userAgent]));

export interface PhoneSession {
  /** The hash of the QR code's session. */
  readonly sessionHash: string;
  readonly user: string;
  readonly realm: string;
  /** The number of the fetch whose reply brought it: each has a session of its own. */
  readonly fetch: number;
  /** The end of the QR code's session. Its user may be deleted, so the name is noted no longer. */
  readonly expiresAtMs: number;
}

export const sealPhoneSession = (
  sealer: Sealer,
  serial: string,
  { sessionHash, user, realm, expiresAtMs, fetch }: PhoneSession,
): Promise<string> => sealJson(sealer, "session", serial, [sessionHash, user, realm, expiresAtMs, fetch]);

/** Undefined unless sealed here for this serial, and not expired. */
export async function openPhoneSession(
  sealer: Sealer,
  serial: string,
  sealed: string,
  nowMs: number,
): Promise<PhoneSession | undefined> {
  type Ticket = [...[string, string, string, number], number?];
  const opened = await openJson<Ticket>(sealer, "session", serial, sealed);
  if (!opened) return undefined;
  // That of an earlier version has no number: its QR code was fetched once.
  const [sessionHash, user, realm, expiresAtMs, fetch = 1] = opened;
  return nowMs < expiresAtMs ? { sessionHash, user, realm, expiresAtMs, fetch } : undefined;
}
