// A client exchanges its code for tokens: RFC 6749 §4.1.3. A stolen or injected code must give
// nothing, and stay good for its own client. So all it was made for is compared before it is spent.

import type { Call } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient } from "../../ports/oidc/clients.ts";
import type { AuthorizationCode } from "../../ports/oidc/grants.ts";
import { isPublic, rulesOf } from "../clients/client.ts";
import { isRegistered } from "../clients/redirect-uri.ts";
import { entryOfClient, refuseGrant } from "../note.ts";
import { type OauthOutcome, type OauthRefusal, refuseOauth } from "../oauth-refusal.ts";
import { detailOf, faultOf, type ParameterFault } from "../parameter-fault.ts";
import { isByPass, isEnough } from "../sessions/browser-session.ts";
import { openCode } from "./code.ts";
import { giveTokens, type Tokens } from "./give-tokens.ts";
import { verifierFault } from "./pkce.ts";

const USED = detailOf(faultOf("code", "used"));

export interface TokenRequest {
  readonly code: string;
  readonly redirectUri: string;
  readonly verifier: string | undefined;
}

export async function redeemCode(
  ports: Ports,
  client: OidcClient,
  request: TokenRequest,
  call: Call,
): Promise<OauthOutcome<{ readonly tokens: Tokens }>> {
  const { clientId } = client;
  const { nowMs } = call;
  const code = await openCode(ports.sealer, request.code, nowMs);
  const wrong = (description: string, of: ParameterFault) => refuseGrant(ports, call, clientId, description, of);
  if (!code) return wrong("The code is unknown or expired.", faultOf("code", "over"));
  const refused = await refusalOf(code);
  if (refused) return refused;
  return giveForCode(ports, client, code, call);

  async function refusalOf(code: AuthorizationCode): Promise<OauthRefusal | undefined> {
    if (code.clientId !== clientId)
      return wrong("The code was given to another client.", faultOf("code", "mismatched"));
    const { redirectUri } = request;
    if (code.redirectUri !== redirectUri)
      return wrong("redirect_uri is not that of the request.", faultOf("redirect_uri", "mismatched", redirectUri));
    // Meanwhile the address may have been taken from the client, and be another's by now.
    if (!isRegistered(redirectUri, client.redirectUris))
      return wrong("redirect_uri is no longer registered.", faultOf("redirect_uri", "unregistered", redirectUri));
    // A stolen code would be enough for a client without a secret, so PKCE must have been used.
    if (code.codeChallenge === undefined && (client.requirePkce || isPublic(client)))
      return wrong("The request for authorization had no code_challenge.", faultOf("code_challenge", "missing"));
    if (!isEnough(code.session, rulesOf(client)))
      return wrong("The client no longer takes this sign-in.", faultOf("code", "unmet"));
    const fault = await verifierFault(request.verifier, code.codeChallenge);
    return fault && wrong(VERIFIER_FAULTS[fault], faultOf("code_verifier", fault));
  }
}

/** Spends a code of this client, which has opened. */
export async function giveForCode(
  ports: Ports,
  client: OidcClient,
  code: AuthorizationCode,
  call: Call,
): Promise<OauthOutcome<{ readonly tokens: Tokens }>> {
  const { clientId } = client;
  const { nowMs } = call;
  const { user, realm, serial } = code.session;
  const whose = { user, realm, serial };
  // The client may have lost a scope meanwhile. A refresh token would outlive a day pass.
  const withheld = isByPass(code.session.amr) ? "offline_access" : undefined;
  const scope = code.scope.filter((each) => client.scope.includes(each) && each !== withheld);
  const redeemed = await ports.grants.redeem({ ...code, scope }, scope.includes("offline_access"), nowMs, {
    given: entryOfClient(call, clientId, { success: true, event: "TOKENS_GIVEN", ...whose }),
    replayed: entryOfClient(call, clientId, { success: false, reason: "replayed-grant", detail: USED, ...whose }),
  });
  if (redeemed === "replayed")
    return refuseOauth("invalid_grant", "The code was used before. What it gave is revoked.");
  if (redeemed === "ended")
    return refuseGrant(ports, call, clientId, "The sign-in has ended.", faultOf("code", "over"), whose);
  return { ok: true, tokens: await giveTokens(ports, client, redeemed, { scope, nonce: code.nonce, nowMs }) };
}

const VERIFIER_FAULTS = {
  missing: "code_verifier is missing: the request for authorization had a code_challenge.",
  unexpected: "code_verifier is not expected: the request for authorization had no code_challenge.",
  mismatched: "code_verifier does not fit the code_challenge.",
};
