// Reads a request for authorization, and says what is wrong with it. ./authorize.ts decides about
// the person. RFC 6749 §4.1.1, OpenID Connect Core 1.0 §3.1.2.1, PKCE: RFC 7636 §4.3.
//
// Anyone could use a link to this service to send people to any site (open redirect). So nothing is
// answered at an address before it is known to be the client's. Later faults are told there.

import type { OidcClient } from "../../ports/oidc/clients.ts";
import { isPublic } from "../clients/client.ts";
import { isRegistered } from "../clients/redirect-uri.ts";
import { type OauthParams, onlyValue } from "../given.ts";
import { isChallenge } from "../grants/pkce.ts";
import { ACR_MFA, ACR_SFA } from "../sessions/browser-session.ts";
import type { AuthorizationError, ClientWayBack } from "./answer.ts";

type Prompt = "none" | "login" | "select_account";

export interface AuthorizationRequest extends ClientWayBack {
  readonly scope: readonly string[];
  readonly nonce: string | null;
  readonly codeChallenge: string | null;
  /** `login`: the person has to sign in, whoever is signed in already. */
  readonly prompt: Prompt | null;
  readonly maxAgeMs: number | null;
  readonly loginHint: string | null;
  readonly idTokenHint: string | undefined;
  /** Whether the request accepts nothing less than two factors. */
  readonly asksMfa: boolean;
  readonly uiLocales: string | null;
}

export interface RequestFault {
  readonly error: AuthorizationError;
  readonly description: string;
}

export type ReadRequest =
  | { readonly ok: true; readonly request: AuthorizationRequest }
  | ({ readonly ok: false; readonly to: ClientWayBack } & RequestFault);

/** Bounded, because `state` and `nonce` come back in addresses and tokens. */
const MAX_CHARACTERS = 2048;
/** Room for an id_token with many groups. */
const MAX_HINT_CHARACTERS = 16_384;

/** The address that the request names, if it is this client's. */
export function redirectUriOf(
  params: OauthParams,
  { redirectUris }: Pick<OidcClient, "redirectUris">,
): string | undefined {
  const address = onlyValue(params, "redirect_uri");
  return address !== undefined && isRegistered(address, redirectUris) ? address : undefined;
}

/** `redirectUri`: what `redirectUriOf` gave. */
export function readAuthorization(params: OauthParams, client: OidcClient, redirectUri: string): ReadRequest {
  const mode = onlyValue(params, "response_mode");
  const state = onlyValue(params, "state") ?? null;
  const to: ClientWayBack = {
    redirectUri,
    responseMode: mode === "form_post" && takesForms(redirectUri) ? "form_post" : "query",
    // No browser takes an address with a state that is too long, so it is left out.
    state: state !== null && state.length <= MAX_CHARACTERS ? state : null,
  };
  const fault =
    repeatedIn(params) ??
    unsupportedIn(params) ??
    responseFault(onlyValue(params, "response_type"), mode, redirectUri) ??
    tooLong(params) ??
    pkceFault(params, client) ??
    promptFault(params) ??
    (scopesOf(params).includes("openid") ? undefined : wrong("invalid_scope", "scope must have openid"));
  if (fault) return { ok: false, to, ...fault };
  const maxAge = onlyValue(params, "max_age");
  return {
    ok: true,
    request: {
      ...to,
      // Scopes that the client may not have are left out (RFC 6749 §3.3).
      scope: [...new Set(scopesOf(params))].filter((scope) => scope === "openid" || client.scope.includes(scope)),
      nonce: onlyValue(params, "nonce") ?? null,
      codeChallenge: onlyValue(params, "code_challenge") ?? null,
      prompt: promptOf(params),
      maxAgeMs: maxAge === undefined ? null : Number(maxAge) * 1000,
      loginHint: onlyValue(params, "login_hint") ?? null,
      idTokenHint: onlyValue(params, "id_token_hint"),
      asksMfa: asksMfa(onlyValue(params, "acr_values")),
      uiLocales: onlyValue(params, "ui_locales") ?? null,
    },
  };
}

const wrong = (error: AuthorizationError, description: string): RequestFault => ({ error, description });
const invalid = (description: string): RequestFault => wrong("invalid_request", description);

/** The name is the sender's, and descriptions allow few characters (RFC 6749 §4.1.2.1). */
const toldName = (name: string): string => (/^[a-z_]{1,40}$/.test(name) ? name : "a parameter");

/** No parameter may come twice (RFC 6749 §3.1): two readers could pick different values. */
function repeatedIn(params: OauthParams): RequestFault | undefined {
  const [name] = [...params].find(([, values]) => values.length > 1) ?? [];
  return name === undefined ? undefined : invalid(`${toldName(name)} comes twice`);
}

/** A request object would replace what was read here. Core 1.0 §6.3 names the errors. */
function unsupportedIn(params: OauthParams): RequestFault | undefined {
  if (onlyValue(params, "request")) return wrong("request_not_supported", "request is not supported");
  if (onlyValue(params, "request_uri"))
    return wrong("request_uri_not_supported", "request_uri is supported for pushed requests alone");
  return onlyValue(params, "registration")
    ? wrong("registration_not_supported", "registration is not supported")
    : undefined;
}

/** Browsers send no form to an app's scheme: the button would do nothing. */
const takesForms = (redirectUri: string): boolean => /^https?:/.test(redirectUri);

function responseFault(
  type: string | undefined,
  mode: string | undefined,
  redirectUri: string,
): RequestFault | undefined {
  if (type === undefined) return invalid("response_type is missing");
  if (type !== "code") return wrong("unsupported_response_type", "response_type must be code");
  if (mode === undefined || mode === "query") return undefined;
  if (mode !== "form_post") return invalid("response_mode must be query or form_post");
  return takesForms(redirectUri) ? undefined : invalid("response_mode form_post needs an http or https address");
}

function tooLong(params: OauthParams): RequestFault | undefined {
  for (const [name, [value = ""]] of params)
    if (value.length > (name === "id_token_hint" ? MAX_HINT_CHARACTERS : MAX_CHARACTERS))
      return invalid(`${toldName(name)} is too long`);
  return undefined;
}

/**
 * A code stolen from a public client's address is worth a sign-in without a challenge. `plain`, the
 * meaning of a missing method (RFC 7636 §4.3), shows the verifier to all who see the request.
 */
function pkceFault(params: OauthParams, client: OidcClient): RequestFault | undefined {
  const [challenge, method] = [onlyValue(params, "code_challenge"), onlyValue(params, "code_challenge_method")];
  if (challenge === undefined) {
    if (method !== undefined) return invalid("code_challenge is missing");
    return client.requirePkce || isPublic(client) ? invalid("code_challenge is missing: PKCE is required") : undefined;
  }
  if (method !== "S256") return invalid("code_challenge_method must be S256");
  return isChallenge(challenge) ? undefined : invalid("code_challenge is no SHA-256 in base64url");
}

const words = (text: string | undefined): string[] => (text ?? "").split(" ").filter((word) => word !== "");
const scopesOf = (params: OauthParams): string[] => words(onlyValue(params, "scope"));

/** The operator consented by registering the client, so `consent` asks for nothing. */
const PROMPTS = ["none", "login", "select_account", "consent"];

function promptFault(params: OauthParams): RequestFault | undefined {
  const prompts = words(onlyValue(params, "prompt"));
  if (prompts.some((prompt) => !PROMPTS.includes(prompt))) return invalid("prompt has a value that is not supported");
  if (prompts.includes("none") && prompts.length > 1) return invalid("prompt none stands alone");
  const maxAge = onlyValue(params, "max_age");
  return maxAge === undefined || /^\d{1,10}$/.test(maxAge) ? undefined : invalid("max_age must be a number of seconds");
}

function promptOf(params: OauthParams): Prompt | null {
  const prompts = words(onlyValue(params, "prompt"));
  return (["none", "login", "select_account"] as const).find((prompt) => prompts.includes(prompt)) ?? null;
}

/** False if the client also accepts a single factor, whatever its order of preference. */
function asksMfa(values: string | undefined): boolean {
  const asked = words(values);
  return asked.includes(ACR_MFA) && !asked.includes(ACR_SFA);
}
