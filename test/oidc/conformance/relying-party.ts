// The relying party of these tests: `oauth4webapi`, which shares no code with the service. Like the
// suite of the OpenID Foundation it sends no PKCE unless a test is about that, so state, iss and
// nonce have to hold by themselves.

import * as oauth from "oauth4webapi";
import { expect } from "vitest";
import type { BrowserPage } from "../../../scripts/lib/page-browser.ts";
import { type ClientRegistration, overWorker, registered } from "../../support/oidc/clients.ts";
import { ORIGIN } from "../../support/service.ts";

/**
 * How the answer comes back: the basic plan has `query`, the form post plan the same tests with
 * `form_post`.
 */
export type Mode = "query" | "form_post";

export interface RelyingParty {
  readonly as: oauth.AuthorizationServer;
  readonly client: oauth.Client;
  readonly authentication: oauth.ClientAuth;
  readonly secret: string;
  readonly redirectUri: string;
  readonly mode: Mode;
}

export const OVER_WORKER = { [oauth.customFetch]: overWorker };

export async function discovered(): Promise<oauth.AuthorizationServer> {
  const issuer = new URL(ORIGIN);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, OVER_WORKER));
}

export async function relyingParty(
  mode: Mode,
  metadata: ClientRegistration = {},
  authenticate: (secret: string) => oauth.ClientAuth = oauth.ClientSecretBasic,
): Promise<RelyingParty> {
  const [as, made] = [await discovered(), await registered(metadata)];
  const { client_id, client_secret: secret, redirect_uri: redirectUri } = made;
  return { as, client: { client_id }, authentication: authenticate(secret), secret, redirectUri, mode };
}

export interface SentRequest {
  readonly address: URL;
  readonly state: string;
  readonly nonce: string;
}

/**
 * The suite's long values have every character that an address may hold unescaped (RFC 3986 §2.3).
 */
export const longValue = (): string => `${oauth.generateRandomState().repeat(3).slice(0, 124)}-._~`;

/** A request for authorization; an undefined parameter is left out. */
export function requestOf(
  { as, client, redirectUri, mode }: RelyingParty,
  changed: Readonly<Record<string, string | undefined>> = {},
): SentRequest {
  const [state, nonce] = [changed.state ?? oauth.generateRandomState(), changed.nonce ?? oauth.generateRandomNonce()];
  const address = new URL(as.authorization_endpoint ?? "");
  const parameters = {
    client_id: client.client_id,
    redirect_uri: redirectUri,
    response_type: "code",
    scope: "openid",
    state,
    nonce,
    ...(mode === "form_post" ? { response_mode: mode } : {}),
    ...changed,
  };
  for (const [name, value] of Object.entries(parameters))
    if (value !== undefined) address.searchParams.append(name, value);
  return { address, state, nonce };
}

/**
 * What the application got, and that it came in the way that it asked for: in the address, or by
 * POST and there alone.
 */
export function parametersSent(
  { redirectUri, mode }: RelyingParty,
  { url, status, sent }: BrowserPage,
): URLSearchParams {
  expect([status, url.origin + url.pathname, url.hash], "the browser is at the application").toEqual([
    0,
    redirectUri,
    "",
  ]);
  expect(sent === undefined ? "query" : "form_post").toBe(mode);
  if (sent === undefined) return url.searchParams;
  expect(url.search, "nothing of the answer is in the address").toBe("");
  return new URLSearchParams(sent);
}

/** A code, checked by `oauth4webapi`: state, iss (RFC 9207), and no error. */
export function codeParameters(party: RelyingParty, { state }: SentRequest, shown: BrowserPage): URLSearchParams {
  const parameters = oauth.validateAuthResponse(party.as, party.client, parametersSent(party, shown), state);
  expect([...parameters.keys()].sort()).toEqual(["code", "iss", "state"]);
  return parameters;
}
