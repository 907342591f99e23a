// Applications: clients registered by the administrator, and `openid-client` configured for them,
// which speaks to the worker.

import * as oidc from "openid-client";
import { ORIGIN, request, worker } from "../service.ts";
import { makeClient } from "./oidc.ts";

export { basic } from "./oidc.ts";

/** In the terms of RFC 7591, as POST /oidc/clients takes and returns them. */
export interface ClientRegistration {
  readonly client_name?: string;
  readonly redirect_uris?: readonly string[];
  readonly post_logout_redirect_uris?: readonly string[];
  readonly backchannel_logout_uri?: string;
  readonly token_endpoint_auth_method?: "client_secret_basic" | "client_secret_post" | "private_key_jwt" | "none";
  readonly id_token_signed_response_alg?: "RS256" | "ES256";
  readonly scope?: string;
  readonly jwks?: { readonly keys: readonly JsonWebKey[] };
  readonly subject_type?: "public" | "pairwise";
  readonly require_pin?: boolean;
  readonly require_pkce?: boolean;
  readonly realms?: readonly string[];
}

export interface Client {
  readonly client_id: string;
  /** Empty for a client that has none. */
  readonly client_secret: string;
  readonly redirect_uri: string;
}

/** Where the application of these tests is. */
export const APP_CALLBACK = "https://app.test/callback";

export async function registered(metadata: ClientRegistration = {}): Promise<Client> {
  const redirect_uris = metadata.redirect_uris ?? [APP_CALLBACK];
  const { client_id, client_secret = "" } = await makeClient({ ...metadata, redirect_uris });
  return { client_id, client_secret, redirect_uri: redirect_uris[0] ?? "" };
}

/** The worker in place of the network. */
export const overWorker = (url: string | URL | Request, init?: object): Promise<Response> =>
  worker(new Request(url, init as RequestInit));

/** `openid-client` as the application uses it: discovery first. */
export const configured = (
  { client_id, client_secret }: Client,
  authentication: oidc.ClientAuth = client_secret === "" ? oidc.None() : oidc.ClientSecretBasic(client_secret),
  metadata: Partial<oidc.ClientMetadata> = {},
): Promise<oidc.Configuration> =>
  oidc.discovery(new URL(ORIGIN), client_id, metadata, authentication, {
    [oidc.customFetch]: overWorker,
  });

/** What an application remembers between the way there and the way back. */
export interface AuthorizationStart {
  readonly address: URL;
  readonly checks: {
    readonly expectedState: string;
    readonly expectedNonce: string;
    readonly pkceCodeVerifier: string;
  };
}

/** The link to the provider, with state, nonce and PKCE. `parameters` come on top. */
export async function beginWithClient(
  config: oidc.Configuration,
  client: Pick<Client, "redirect_uri">,
  parameters: Readonly<Record<string, string>> = {},
): Promise<AuthorizationStart> {
  const [expectedState, expectedNonce, pkceCodeVerifier] = [
    oidc.randomState(),
    oidc.randomNonce(),
    oidc.randomPKCECodeVerifier(),
  ];
  const address = oidc.buildAuthorizationUrl(config, {
    redirect_uri: client.redirect_uri,
    scope: "openid",
    state: expectedState,
    nonce: expectedNonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: "S256",
    ...parameters,
  });
  return { address, checks: { expectedState, expectedNonce, pkceCodeVerifier } };
}

/** A call of a machine endpoint by hand, where a well-made client would not make it. */
export async function call(
  path: string,
  fields: Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
) {
  const reply = await request(path, { method: "POST", body: new URLSearchParams(fields), headers });
  return { ...reply, error: reply.json?.error as string | undefined };
}
