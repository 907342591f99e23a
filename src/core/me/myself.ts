// The person whose browser this is, and what the page shows of the account.

import { sha256Hex } from "../../lib/bytes.ts";
import type { Call } from "../call.ts";
import type { Ports } from "../ports/index.ts";
import type { BrowserKey, BrowserSession } from "../ports/oidc/browser-sessions.ts";
import type { OwnAccount, OwnSession, OwnSignIn } from "../ports/people/me.ts";
import type { Reason, Refusal } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";

/** This browser's session, for the functions below. Undefined when no user is signed in. */
export async function myself(
  ports: Ports,
  key: BrowserKey | undefined,
  { nowMs, afterwards }: Call,
): Promise<BrowserSession | undefined> {
  const { session, due } = await ports.browserSessions.look(key, undefined, nowMs);
  // An administrator's phone guards all accounts, so it is changed in the console, by its rules.
  if (!session || session.realm === ports.settings.adminRealm) return undefined;
  if (due) afterwards(() => ports.browserSessions.mark(due, nowMs));
  return session;
}

export const lookAtMe = ({ self }: Pick<Ports, "self">, session: BrowserSession, nowMs: number): Promise<OwnAccount> =>
  self.look(session, nowMs);

/** Whether a sign-in of the person asks for a PIN. */
export const hasPin = ({ tokens }: Pick<OwnAccount, "tokens">): boolean =>
  tokens.some(({ sealedPin, revoked }) => sealedPin !== null && !revoked);

/** The application gets its code right after the phone has confirmed. */
const SAME_SIGN_IN_MS = 60_000;

/** False for an application that was opened in a session begun earlier: no phone took part. */
export const hasPhoneConfirmed = (
  { event, serial, atMs }: OwnSignIn,
  { signIns }: Pick<OwnAccount, "signIns">,
): boolean =>
  event !== "CODE_GIVEN" ||
  signIns.some(
    (one) =>
      one.event === "LOGIN_SUCCESS" && one.serial === serial && one.atMs <= atMs && atMs - one.atMs < SAME_SIGN_IN_MS,
  );

/** Names a session in forms. Applications get a hash of its id, so no page shows the id. */
export const handleOf = async ({ id }: Pick<OwnSession, "id">): Promise<string> =>
  (await sha256Hex(`own session ${id}`)).slice(0, 32);

/** The fields of every row of the trail that this person writes. */
export const whoseIs = ({ user, realm }: BrowserSession) => ({ user, realm });

export const refuseMe = (
  ports: Ports,
  session: BrowserSession,
  reason: Reason,
  call: Call,
  serial = session.serial,
): Refusal => refuseAndNote(ports, call, reason, { ...whoseIs(session), serial }, "counted");
