// Decides a request for authorization. Who may be sent where is decided first, before anything is
// answered at the client's address (./authorization.ts).
//
//   the client or its address is unknown     a page of ours
//   the request is bad                       an error at the client's address
//   a session fits, as `fits` says           a code
//   none fits, and prompt=none               login_required
//   none fits                                a sign-in, and the sealed request goes along

import type { Call } from "../../call.ts";
import { emailOf } from "../../mail-address.ts";
import type { Ports } from "../../ports/index.ts";
import type { BrowserKey, BrowserSession, Person } from "../../ports/oidc/browser-sessions.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import { markOf } from "../../user.ts";
import { pictureOf } from "../clients/client-uris.ts";
import { noteRefusal } from "../note.ts";
import { type OauthParams, onlyValue } from "../oauth-params.ts";
import { faultIn, faultOf, lackIn, type ParameterFault } from "../parameter-fault.ts";
import { isEnough } from "../sessions/browser-session.ts";
import { hintedSubject, sectorOf } from "../subject.ts";
import { usernameOf } from "../username.ts";
import {
  type AuthorizationResponse,
  type RequestFault,
  refuseAuthorization,
  requestFault,
  type WayBack,
} from "./answer.ts";
import { type AddressFault, type AuthorizationRequest, readAuthorization, redirectUriOf } from "./authorization.ts";
import { answerSignedIn } from "./give-code.ts";
import { newPageOf, pushedIn } from "./pushed.ts";
import {
  type ClientSignIn,
  isAskedFor,
  type SessionSignIn,
  type SignInRequest,
  sealSignIn,
  signInAt,
} from "./sign-in-request.ts";

/** Why a page of ours answers the request. */
export type PageProblem = `${AddressFault}-address` | "unknown-client" | "unreadable-request" | "unguarded-host";

/** `came`: what the request has in the place of what is wrong, as far as it may be shown. */
export interface Problem {
  readonly problem: PageProblem;
  readonly clientName?: string | undefined;
  readonly came?: string;
}

export type Decision =
  | ({ readonly kind: "page" } & Problem)
  | { readonly kind: "answer"; readonly answer: AuthorizationResponse; readonly clientName: string }
  /** Who is signed in, and that person's mark. The person may go on or choose another account. */
  | ({ readonly kind: "choose"; readonly user: string; readonly whose: string } & SealedRequest)
  | ({ readonly kind: "sign-in" } & SealedRequest);

interface SealedRequest {
  readonly asked: ClientSignIn;
  readonly sealed: string;
}

export async function authorize(
  ports: Ports,
  sent: OauthParams,
  key: BrowserKey | undefined,
  call: Call,
): Promise<Decision> {
  const clientId = onlyValue(sent, "client_id");
  const unknown = () =>
    onPage(ports, call, "unknown-client", faultIn(sent, "client_id", clientId ? "unknown" : lackIn(sent, "client_id")));
  if (clientId === undefined) return unknown();
  const pushed = await pushedIn(ports.sealer, sent, call.nowMs);
  if (pushed === "unreadable")
    return onPage(ports, call, "unreadable-request", faultIn(sent, "request_uri", "unreadable"));
  const params = pushed?.params ?? sent;
  const { stored, session, person, due } = await ports.browserSessions.look(key, clientId, call.nowMs);
  if (!stored) return unknown();
  if (due) call.afterwards(() => ports.browserSessions.mark(due, call.nowMs));
  const { client } = stored;
  const redirectUri = redirectUriOf(params, client);
  if (typeof redirectUri === "object") return onPage(ports, call, `${redirectUri.fault}-address`, redirectUri, client);
  const read = readAuthorization(params, client, redirectUri);
  const back = (to: WayBack, fault: RequestFault): Decision => ({
    kind: "answer",
    answer: refuseAuthorization(ports, call, clientId, to, fault),
    clientName: client.clientName,
  });
  if (!read.ok) return back(read.to, read);
  if (client.requirePushed && !pushed) return back(read.request, NOT_PUSHED);
  if (pushed?.isOver) return back(read.request, PUSHED_IS_OVER);

  const { request } = read;
  const hinted = await hintedSubject(ports, client, request.idTokenHint);
  if (hinted === "invalid") return back(request, BAD_HINT);
  const asked: ClientSignIn = {
    ...signInFor(request, client, pictureOf(client, ports.settings), hinted, call.nowMs),
    ...(pushed && { pushed: newPageOf(ports, pushed) }),
  };
  const own = session && person && { session, person };
  // The client means another person, and must not get the code of this one (Core 1.0 §3.1.2.1).
  if (own && !(await isAskedFor(ports, asked, own.person))) return back(request, OTHER_PERSON);
  if (own && fits(ports, asked, own, call.nowMs)) {
    if (request.prompt === "select_account")
      return { kind: "choose", asked, sealed: await sealSignIn(ports.sealer, asked), ...(await namedOf(own.session)) };
    const answer = await answerSignedIn(ports, asked, own.session, call);
    return { kind: "answer", answer, clientName: client.clientName };
  }
  if (request.prompt === "none") return back(request, LOGIN_REQUIRED);
  return { kind: "sign-in", asked, sealed: await sealSignIn(ports.sealer, asked) };
}

const namedOf = async (session: BrowserSession) => ({ user: session.user, whose: await markOf(session) });

function onPage(ports: Ports, call: Call, problem: PageProblem, fault: ParameterFault, client?: OidcClient): Decision {
  noteRefusal(ports, call, client?.clientId, "authorization-refused", fault);
  return { kind: "page", problem, clientName: client?.clientName, came: fault.came };
}

const LOGIN_REQUIRED = requestFault("login_required", "the person must sign in", faultOf("prompt", "unmet", "none"));
const OTHER_PERSON = requestFault(
  "login_required",
  "another person is signed in than id_token_hint names",
  faultOf("id_token_hint", "mismatched"),
);
const PUSHED_IS_OVER = requestFault(
  "invalid_request_uri",
  "the pushed request is over",
  faultOf("request_uri", "over"),
);
const NOT_PUSHED = requestFault(
  "invalid_request",
  "request_uri is missing: this client must push its requests to /oidc/par",
  faultOf("request_uri", "missing"),
);
const BAD_HINT = requestFault(
  "invalid_request",
  "id_token_hint is no id_token for this client",
  faultOf("id_token_hint", "malformed"),
);

/**
 * prompt=select_account: the person has chosen to go on as the one who is signed in. `whose`: the
 * mark of the person whom the page named. Undefined, so that the person has to sign in, if another
 * one has signed in since, or the session has ended or does not fit the request.
 */
export async function goOnAsSignedIn(
  ports: Ports,
  request: SignInRequest,
  key: BrowserKey | undefined,
  whose: string | undefined,
  call: Call,
): Promise<AuthorizationResponse | undefined> {
  if (request.kind === "entra") return undefined;
  const { session, person } = await ports.browserSessions.look(key, undefined, call.nowMs);
  if (!session || !person || (await markOf(session)) !== whose) return undefined;
  if (!fits(ports, request, { session, person }, call.nowMs)) return undefined;
  return (await isAskedFor(ports, request, person)) ? answerSignedIn(ports, request, session, call) : undefined;
}

/** Whether this session answers the request without a new sign-in. */
function fits(
  { settings }: Pick<Ports, "settings">,
  request: SessionSignIn,
  { session, person }: { readonly session: BrowserSession; readonly person: Person },
  nowMs: number,
): boolean {
  if (!isEnough(session, request)) return false;
  switch (request.kind) {
    case "client": {
      if (request.prompt === "login") return false;
      if (request.maxAgeMs !== null && nowMs - session.signedInAtMs > request.maxAgeMs) return false;
      const { user, realm } = session;
      const hint = request.loginHint?.toLowerCase();
      // As on the sign-in page, a name alone is one of the default realm.
      const names = [usernameOf(person, settings), `${user}@${realm}`, emailOf(person, settings)];
      return hint === undefined || names.some((name) => name?.toLowerCase() === hint);
    }
    case "host":
      return true;
  }
}

function signInFor(
  { idTokenHint: _, asksMfa, ...request }: AuthorizationRequest,
  client: OidcClient,
  picture: string | null,
  subject: string | null,
  nowMs: number,
): ClientSignIn {
  // The client's own request can ask for more than a day pass, which is never MFA.
  const strength = { needsPin: client.requirePin || asksMfa, takesPass: client.dayPass && !asksMfa };
  return { ...request, ...signInAt(client, picture, nowMs), ...strength, subject, sector: sectorOf(client) };
}
