// A finalized login of our page becomes a browser's session, and an answer to the application.
//
// A browser whose reply was lost asks again (ASK_AGAIN_MS of ../../login/transaction/challenge.ts).
// Its session's secret is derived from its login's, so it finds the session of the first request.

import { sha256Hex, toHex } from "../../../lib/bytes.ts";
import { entryOf } from "../../audit/audit.ts";
import type { Call } from "../../call.ts";
import { mailNewBrowser } from "../../login/new-browser.ts";
import type { FinishedPageLogin } from "../../login/page-login.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey, LiveSession } from "../../ports/oidc/browser-sessions.ts";
import { takesRealm } from "../clients/client.ts";
import { amrOf, cookieOf } from "../sessions/browser-session.ts";
import type { AuthorizationResponse } from "./answer.ts";
import { isAskedFor } from "./asked-for.ts";
import type { RequestFault } from "./authorization.ts";
import { answerSignedIn } from "./give-code.ts";
import { refuseAuthorization } from "./refuse-authorization.ts";
import { openSignIn, type SignInRequest } from "./sign-in-request.ts";

const SESSION_ID_BYTES = 16;

export interface SignInResult {
  /** The browser's new cookie. */
  readonly cookie: string;
  /** Undefined when the person signed in to the service itself. */
  readonly forApplication: { readonly asked: SignInRequest; readonly answer: AuthorizationResponse } | undefined;
}

/**
 * `secret`: in the cookie of the login. `earlier`: the browser's session until now. Undefined when
 * the token has just been changed.
 */
export async function signInBrowser(
  ports: Ports,
  finished: FinishedPageLogin,
  secret: string,
  earlier: BrowserKey | undefined,
  call: Call,
): Promise<SignInResult | undefined> {
  const { user, realm, serial, token, atMs, database, request } = finished;
  const asked = request === null ? undefined : await openSignIn(ports.sealer, request);
  const session = {
    id: toHex(ports.randomBytes(SESSION_ID_BYTES)),
    user,
    realm,
    serial,
    token,
    amr: amrOf(finished),
    signedInAtMs: atMs,
    expiresAtMs: atMs + ports.settings.sessionMaxMs,
    database,
  };
  const said = {
    success: true,
    event: "BROWSER_SESSION_BEGUN",
    authentication: "ACCEPT",
    user,
    realm,
    serial,
  } as const;
  const sessionSecret = await sha256Hex(`session ${secret}`);
  const note = { held: entryOf(call, said) };
  const hash = await sha256Hex(sessionSecret);
  const begun = await ports.browserSessions.begin(session, hash, call.client, earlier, note);
  if (!begun) return undefined;
  mailNewBrowser(ports, finished, call);
  const cookie = cookieOf(sessionSecret, database);
  return { cookie, forApplication: asked && { asked, answer: await answerFor(ports, asked, begun, call) } };
}

async function answerFor(
  ports: Ports,
  asked: SignInRequest,
  { session, person }: LiveSession,
  call: Call,
): Promise<AuthorizationResponse> {
  const fault = await faultOf(ports, asked, { session, person });
  if (fault) return refuseAuthorization(ports, call, asked.clientId, asked, fault);
  return answerSignedIn(ports, asked, session, call);
}

/** A browser can send another form than it was given, so all is checked where it counts. */
async function faultOf(
  ports: Ports,
  asked: SignInRequest,
  { session, person }: LiveSession,
): Promise<RequestFault | undefined> {
  if (asked.needsPin && !session.amr.includes("mfa"))
    return { error: "unmet_authentication_requirements", description: "the person has signed in without a PIN" };
  if (!takesRealm(asked, session.realm))
    return { error: "access_denied", description: "the person may not use this client" };
  return (await isAskedFor(ports, asked, person))
    ? undefined
    : { error: "login_required", description: "another person has signed in than id_token_hint names" };
}
