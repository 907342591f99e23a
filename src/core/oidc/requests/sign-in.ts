// A finalized login of our page becomes a browser's session, and an answer to the application. The
// object of the login begins the session (../../login/transaction/beginning-session.ts).
//
// A browser whose reply was lost asks again (ASK_AGAIN_MS of ../../login/transaction/challenge.ts).
// Its session's id and secret are derived from its login's, so it finds the session of the first
// request.

import { sha256Hex } from "../../../lib/bytes.ts";
import { noteOnSuccess } from "../../audit/audit.ts";
import type { Call } from "../../call.ts";
import type { FinishedPageLogin } from "../../login/page-login.ts";
import { amrOf } from "../../login/transaction/beginning-session.ts";
import { mailPerson } from "../../mail-person.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey, LiveSession, SessionStart } from "../../ports/oidc/browser-sessions.ts";
import { takesRealm } from "../clients/client.ts";
import { faultOf } from "../parameter-fault.ts";
import { browserNameOf } from "../sessions/browser-name.ts";
import { cookieOf, isByPass, isStrong } from "../sessions/browser-session.ts";
import { type AuthorizationResponse, type RequestFault, refuseAuthorization, requestFault } from "./answer.ts";
import { answerSignedIn } from "./give-code.ts";
import { type EntraSignIn, isAskedFor, openSignIn, type SessionSignIn } from "./sign-in-request.ts";

/** 128 bits, in hex. */
const ID_DIGITS = 32;

export interface SignInResult {
  /** The browser's new cookie. */
  readonly cookie: string;
  /** Whether the help desk has given the PIN, which is replaced before the person goes on. */
  readonly pinGiven?: boolean;
  /** Undefined when the person signed in to the service itself. */
  readonly forApplication: { readonly asked: SessionSignIn; readonly answer: AuthorizationResponse } | undefined;
}

const sessionSecret = (secret: string): Promise<string> => sha256Hex(`session ${secret}`);

/**
 * `secret`: in the cookie of the login. `earlier`: the browser's session until now. `agent`: its
 * User-Agent.
 */
export const sessionStart = async (
  { settings }: Pick<Ports, "settings">,
  secret: string,
  earlier: BrowserKey | undefined,
  agent: string,
  { client }: Call,
): Promise<SessionStart> => ({
  id: (await sha256Hex(`id of the session ${secret}`)).slice(0, ID_DIGITS),
  secretHash: await sha256Hex(await sessionSecret(secret)),
  client,
  browser: browserNameOf(agent),
  earlier,
  lastsMs: settings.sessionMaxMs,
});

/** A sign-in that begins no session: src/core/entra/answer.ts has its answer. */
export interface SignInWithoutSession {
  readonly withoutSession: EntraSignIn;
}

/** Undefined when the token has just been changed. */
export async function signInBrowser(
  ports: Ports,
  finished: FinishedPageLogin,
  secret: string,
  start: SessionStart,
  call: Call,
): Promise<SignInResult | SignInWithoutSession | undefined> {
  const { begun: atOnce, isRepeated, request, database } = finished;
  // The login itself knows what it is for: a form could say anything.
  const asked = request === null ? undefined : await openSignIn(ports.sealer, request);
  if (asked?.kind === "entra") {
    mailNewBrowser(ports, finished, call);
    return { withoutSession: asked };
  }
  const otherwise = isRepeated ? findAgain : beginAfterwards;
  const signedIn = atOnce ?? (await otherwise(ports, finished, start, call));
  if (!signedIn) return undefined;
  // The browser had a session of another person, who is in another database.
  if (atOnce && start.earlier && start.earlier.database !== database) await ports.browserSessions.drop(start.earlier);
  mailNewBrowser(ports, finished, call);
  const cookie = cookieOf(signedIn.session, await sessionSecret(secret));
  if (signedIn.pinGiven && !finished.byPass) return { cookie, pinGiven: true, forApplication: undefined };
  const isNoted = atOnce?.clientId !== undefined;
  return { cookie, forApplication: asked && { asked, answer: await answerFor(ports, asked, signedIn, isNoted, call) } };
}

/**
 * The session of a browser that asks again, or the earlier one if that went on. None begins: the
 * person may have signed out meanwhile.
 */
async function findAgain(
  { browserSessions }: Ports,
  { database }: FinishedPageLogin,
  { id, secretHash, earlier }: SessionStart,
  { nowMs }: Call,
): Promise<LiveSession | undefined> {
  for (const each of new Set([id, earlier?.id])) {
    const { session, person } = await browserSessions.look({ id: each, secretHash, database }, undefined, nowMs);
    if (session && person) return { session, person };
  }
  return undefined;
}

/** For an object of an earlier version, which has begun none. */
function beginAfterwards(
  ports: Ports,
  finished: FinishedPageLogin,
  { id, lastsMs, ...origin }: SessionStart,
  call: Call,
): Promise<LiveSession | undefined> {
  const { user, realm, serial, token, atMs, database } = finished;
  const whose = { user, realm, serial };
  const amr = amrOf(finished);
  const session = { id, ...whose, token, amr, signedInAtMs: atMs, expiresAtMs: atMs + lastsMs, database };
  const note = noteOnSuccess(call, "BROWSER_SESSION_BEGUN", { ...whose, authentication: "ACCEPT" });
  return ports.browserSessions.begin(session, origin, note);
}

/** `isNoted`: the row of the login names the application. */
async function answerFor(
  ports: Ports,
  request: SessionSignIn,
  { session, person }: LiveSession,
  isNoted: boolean,
  call: Call,
): Promise<AuthorizationResponse> {
  const fault = await unmetBy(ports, request, { session, person });
  if (fault) return refuseAuthorization(ports, call, request.clientId, request, fault);
  return answerSignedIn(ports, request, session, call, isNoted);
}

/** A browser can send another form than it was given, so all is checked where it counts. */
async function unmetBy(
  ports: Ports,
  request: SessionSignIn,
  { session, person }: LiveSession,
): Promise<RequestFault | undefined> {
  if (!isStrong(session.amr, request))
    return requestFault(
      "unmet_authentication_requirements",
      isByPass(session.amr) ? "the person has signed in without a phone" : "the person has signed in without a PIN",
      faultOf("pin", "unmet"),
    );
  if (!takesRealm(request, session.realm))
    return requestFault("access_denied", "the person may not use this client", faultOf("realms", "unmet"));
  return (await isAskedFor(ports, request, person))
    ? undefined
    : requestFault(
        "login_required",
        "another person has signed in than id_token_hint names",
        faultOf("id_token_hint", "mismatched"),
      );
}

/**
 * Mails a person about a sign-in in a browser that is new to them. A relayed sign-in always comes
 * from one (RFC 10027 §6.1.6). Off unless asked for: private windows are always new, and nobody
 * reads mail that always comes.
 */
function mailNewBrowser(
  ports: Ports,
  { user, realm, isKnown, isRepeated, proximity }: FinishedPageLogin,
  call: Call,
): void {
  if (isKnown !== false || isRepeated || !ports.settings.mailsNewBrowsers) return;
  const { nowMs: atMs, client } = call;
  mailPerson(ports, { user, realm }, { kind: "new-browser", user, proximity, atMs, client }, call);
}
