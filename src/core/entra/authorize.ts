// A tenant of Microsoft Entra asks for the phone of a person whose password it has checked:
// docs/entra.md.
//
//   no client is a tenant                  404, as for any unknown path
//   the client or its address is unknown   a page of ours, which leads nowhere
//   the request or its hint is bad         a page that says so, then an error at Microsoft
//   the hint's person is nobody here       the same
//   Microsoft's keys or D1 are away        an error at Microsoft, at once
//   else                                   a sign-in of that person, whatever the browser is
//
// A hint is not used up, since that would cost each login a row. Shown again, it opens another
// login of the same person, whose answer goes to Microsoft alone.

import type { Call } from "../call.ts";
import { pictureOf } from "../oidc/clients/client-uris.ts";
import { entraRedirectUri } from "../oidc/clients/entra-client.ts";
import { noteRefusal } from "../oidc/note.ts";
import { type OauthParams, onlyValue } from "../oidc/oauth-params.ts";
import { detailOf, faultIn, faultOf, lackIn, type ParameterFault } from "../oidc/parameter-fault.ts";
import { type AuthorizationResponse, type EntraWayBack, entraAnswer } from "../oidc/requests/answer.ts";
import { redirectUriOf } from "../oidc/requests/authorization.ts";
import type { Problem } from "../oidc/requests/authorize.ts";
import { type EntraSignIn, sealSignIn, signInAt } from "../oidc/requests/sign-in-request.ts";
import type { Ports } from "../ports/index.ts";
import { ENTRA_CLOUDS } from "../ports/oidc/clients.ts";
import { readEntraHint } from "./hint.ts";
import { readEntraRequest, returnedState } from "./request.ts";

/** Microsoft waits for about as long. */
const VALIDITY_MS = 5 * 60 * 1000;
/** An id, or a hint's age. With other texts a stranger could have a sentence read on our page. */
const SHOWN = /^([\da-f-]{32,36}|-?\d+min)$/i;

/** What a page tells the person before the browser goes back. `came`: for the help desk. */
export interface EntraRefusal {
  readonly why: "request" | "hint" | "unbound";
  readonly clientName: string;
  readonly came: string;
  readonly answer: AuthorizationResponse;
}

export type EntraDecision =
  | { readonly kind: "off" }
  | ({ readonly kind: "page" } & Problem)
  | ({ readonly kind: "refused" } & EntraRefusal)
  | { readonly kind: "away"; readonly answer: AuthorizationResponse }
  | { readonly kind: "sign-in"; readonly asked: EntraSignIn; readonly sealed: string };

export async function authorizeEntra(ports: Ports, params: OauthParams, call: Call): Promise<EntraDecision> {
  const clientId = onlyValue(params, "client_id");
  const found = clientId === undefined ? undefined : await readOrAway("the client", ports.clients.find(clientId));
  if (found === "away") return awayWithoutClient(ports, params, call);
  const client = found?.client;
  if (!client?.entra || clientId === undefined) {
    if (!(await ports.clients.anyEntra(call.nowMs))) return { kind: "off" };
    const fault = faultIn(params, "client_id", clientId ? "unknown" : lackIn(params, "client_id"));
    noteRefusal(ports, call, undefined, "authorization-refused", fault);
    return { kind: "page", problem: "unknown-client", came: fault.came };
  }
  const { clientName, entra } = client;
  const note = (fault: ParameterFault) => noteRefusal(ports, call, clientId, "authorization-refused", fault);
  const redirectUri = redirectUriOf(params, { redirectUris: [entraRedirectUri(entra.cloud)] });
  if (typeof redirectUri === "object") {
    note(redirectUri);
    return { kind: "page", problem: `${redirectUri.fault}-address`, clientName, came: redirectUri.came };
  }
  const to = wayBackTo(redirectUri, params);
  const refused = (why: EntraRefusal["why"], fault: ParameterFault): EntraDecision => {
    note(fault);
    const came = detailOf(SHOWN.test(fault.came) ? fault : { ...fault, came: "" });
    return { kind: "refused", why, clientName, came, answer: entraAnswer(to, { error: "access_denied" }) };
  };
  const away = (parameter: string): EntraDecision => {
    note(faultOf(parameter, "unreadable"));
    return awayAt(to);
  };

  const request = readEntraRequest(params);
  if ("fault" in request) return refused("request", request);
  const hint = await readEntraHint(ports, request.hint, entra, call.nowMs);
  if (hint === "keys-unread") return away("id_token_hint.kid");
  if ("fault" in hint) return refused("hint", hint);
  const [realm = ""] = client.realms;
  const person = await readOrAway("the person", ports.users.byExternalId(realm, hint.oid));
  if (person === "away") return away("id_token_hint.oid");
  // Microsoft has signed it, so nobody else can have this text shown.
  if (!person) return refused("unbound", { parameter: "id_token_hint.oid", fault: "unknown", came: hint.oid });
  const { nonce, acr, amr } = request;
  const asked: EntraSignIn = {
    ...to,
    ...signInAt(client, pictureOf(client, ports.settings), call.nowMs, VALIDITY_MS),
    ...{ nonce, acr, amr, sub: hint.sub, person: { ...person, externalId: hint.oid } },
  };
  return { kind: "sign-in", asked, sealed: await sealSignIn(ports.sealer, asked) };
}

const wayBackTo = (redirectUri: string, params: OauthParams): EntraWayBack => ({
  kind: "entra",
  redirectUri,
  state: returnedState(params),
  nonce: "",
});

const awayAt = (to: EntraWayBack): EntraDecision => ({
  kind: "away",
  answer: entraAnswer(to, { error: "temporarily_unavailable" }),
});

/** Nobody can say which client it is, and of which cloud. But all clients lead to Microsoft. */
function awayWithoutClient(ports: Ports, params: OauthParams, call: Call): EntraDecision {
  noteRefusal(ports, call, undefined, "authorization-refused", faultOf("client_id", "unreadable"));
  const redirectUri = redirectUriOf(params, { redirectUris: ENTRA_CLOUDS.map(entraRedirectUri) });
  if (typeof redirectUri === "object") return { kind: "page", problem: "unreadable-request" };
  return awayAt(wayBackTo(redirectUri, params));
}

async function readOrAway<Read>(what: string, reading: Promise<Read>): Promise<Read | "away"> {
  try {
    return await reading;
  } catch (error) {
    console.error(`entra: ${what} was not read:`, error);
    return "away";
  }
}
