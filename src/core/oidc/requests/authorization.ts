// Reads a request for authorization, and says what is wrong with it. ./authorize.ts decides about
// the person. RFC 6749 §4.1.1, OpenID Connect Core 1.0 §3.1.2.1, PKCE: RFC 7636 §4.3.
//
// Anyone could use a link to this service to send people to any site (open redirect). So nothing is
// answered at an address before it is known to be the client's. Later faults are answered there.

import type { OidcClient } from "../../ports/oidc/clients.ts";
import { isPublic, SCOPES } from "../clients/client.ts";
import { isRegistered } from "../clients/redirect-uri.ts";
import { isChallenge } from "../grants/pkce.ts";
import { type OauthParams, onlyValue } from "../oauth-params.ts";
import { type FaultKind, faultIn, lackIn, type ParameterFault } from "../parameter-fault.ts";
import { ACR_MFA, ACR_SFA } from "../sessions/browser-session.ts";
import { type AuthorizationError, type ClientWayBack, type RequestFault, requestFault } from "./answer.ts";

type Prompt = "none" | "login" | "select_account";

export interface AuthorizationRequest extends ClientWayBack {
  readonly scope: readonly string[];
  /** Asked for, and not in the `scope` of the client. Undefined in requests of older versions. */
  readonly leftOut?: readonly string[];
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

export type ReadRequest =
  | { readonly ok: true; readonly request: AuthorizationRequest }
  | ({ readonly ok: false; readonly to: ClientWayBack } & RequestFault);

/** Bounded, because `state` and `nonce` come back in addresses and tokens. */
const MAX_CHARACTERS = 2048;
/** An application finds its request by `state`. Browsers and servers take 8 kB of it, encoded. */
const MAX_STATE_BYTES = "state=".length + 8192;
/** Room for an id_token with many groups. */
const MAX_HINT_CHARACTERS = 16_384;

export type AddressFault = "missing" | "repeated" | "unregistered";

/** The address that the request names, if it is this client's, or what is wrong with it. */
export function redirectUriOf(
  params: OauthParams,
  { redirectUris }: Pick<OidcClient, "redirectUris">,
): string | ParameterFault<AddressFault> {
  const address = onlyValue(params, "redirect_uri");
  if (address !== undefined && isRegistered(address, redirectUris)) return address;
  return faultIn(params, "redirect_uri", address === undefined ? lackIn(params, "redirect_uri") : "unregistered");
}

/** `redirectUri`: what `redirectUriOf` gave. */
export function readAuthorization(params: OauthParams, client: OidcClient, redirectUri: string): ReadRequest {
  const mode = onlyValue(params, "response_mode");
  const to: ClientWayBack = {
    kind: "client",
    redirectUri,
    responseMode: mode === "form_post" && takesForms(redirectUri) ? "form_post" : "query",
    state: echoed(onlyValue(params, "state")),
  };
  const fault =
    repeatedIn(params) ??
    unsupportedIn(params) ??
    responseFault(params, redirectUri) ??
    tooLong(params) ??
    pkceFault(params, client) ??
    promptFault(params) ??
    (scopesOf(params).includes("openid")
      ? undefined
      : wrong(params, "scope", "unsupported", "scope must have openid", "invalid_scope"));
  if (fault) return { ok: false, to, ...fault };
  const maxAge = onlyValue(params, "max_age");
  return {
    ok: true,
    request: {
      ...to,
      ...scopesFor(params, client),
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

/** A state that is much too long leads nowhere: no browser takes the address with it. */
const echoed = (state: string | undefined): string | null =>
  state !== undefined &&
  (state.length <= MAX_CHARACTERS || new URLSearchParams({ state }).toString().length <= MAX_STATE_BYTES)
    ? state
    : null;

const wrong = (
  params: OauthParams,
  parameter: string,
  fault: FaultKind,
  description: string,
  error: AuthorizationError = "invalid_request",
): RequestFault => requestFault(error, description, faultIn(params, parameter, fault));

/** The name is the sender's, and descriptions allow few characters (RFC 6749 §4.1.2.1). */
const showableName = (name: string): string => (/^[a-z_]{1,40}$/.test(name) ? name : "a parameter");

/** No parameter may come twice (RFC 6749 §3.1): two readers could pick different values. */
function repeatedIn(params: OauthParams): RequestFault | undefined {
  const [name] = [...params].find(([, values]) => values.length > 1) ?? [];
  return name === undefined ? undefined : wrong(params, name, "repeated", `${showableName(name)} comes twice`);
}

/** A request object would replace what was read here. Core 1.0 §6.3 names the errors. */
function unsupportedIn(params: OauthParams): RequestFault | undefined {
  for (const name of ["request", "request_uri", "registration"] as const)
    if (onlyValue(params, name)) {
      const support = name === "request_uri" ? "supported for pushed requests alone" : "not supported";
      return wrong(params, name, "unsupported", `${name} is ${support}`, `${name}_not_supported`);
    }
  return undefined;
}

/** Browsers send no form to an app's scheme: the button would do nothing. */
const takesForms = (redirectUri: string): boolean => /^https?:/.test(redirectUri);

function responseFault(params: OauthParams, redirectUri: string): RequestFault | undefined {
  const [type, mode] = [onlyValue(params, "response_type"), onlyValue(params, "response_mode")];
  if (type === undefined) return wrong(params, "response_type", "missing", "response_type is missing");
  if (type !== "code")
    return wrong(params, "response_type", "unsupported", "response_type must be code", "unsupported_response_type");
  if (mode === undefined || mode === "query" || (mode === "form_post" && takesForms(redirectUri))) return undefined;
  const fault = mode === "form_post" ? "form_post needs an http or https address" : "must be query or form_post";
  return wrong(params, "response_mode", "unsupported", `response_mode ${fault}`);
}

function tooLong(params: OauthParams): RequestFault | undefined {
  for (const [name, [value = ""]] of params)
    if (value.length > (name === "id_token_hint" ? MAX_HINT_CHARACTERS : MAX_CHARACTERS))
      return wrong(params, name, "too-long", `${showableName(name)} is too long`);
  return undefined;
}

/**
 * A code stolen from a public client's address is worth a sign-in without a challenge. `plain`, the
 * meaning of a missing method (RFC 7636 §4.3), shows the verifier to all who see the request.
 */
function pkceFault(params: OauthParams, client: OidcClient): RequestFault | undefined {
  const [challenge, method] = [onlyValue(params, "code_challenge"), onlyValue(params, "code_challenge_method")];
  if (challenge === undefined) {
    const isRequired = client.requirePkce || isPublic(client);
    if (method === undefined && !isRequired) return undefined;
    const because = method === undefined ? ": PKCE is required" : "";
    return wrong(params, "code_challenge", "missing", `code_challenge is missing${because}`);
  }
  if (method !== "S256")
    return wrong(params, "code_challenge_method", "unsupported", "code_challenge_method must be S256");
  return isChallenge(challenge)
    ? undefined
    : wrong(params, "code_challenge", "malformed", "code_challenge is no SHA-256 in base64url");
}

const words = (text: string | undefined): string[] => (text ?? "").split(" ").filter((word) => word !== "");
const scopesOf = (params: OauthParams): string[] => words(onlyValue(params, "scope"));

/** The operator consented by registering the client, so `consent` asks for nothing. */
const PROMPTS = ["none", "login", "select_account", "consent"];

function promptFault(params: OauthParams): RequestFault | undefined {
  const prompts = words(onlyValue(params, "prompt"));
  if (prompts.some((prompt) => !PROMPTS.includes(prompt)))
    return wrong(params, "prompt", "unsupported", "prompt has a value that is not supported");
  if (prompts.includes("none") && prompts.length > 1)
    return wrong(params, "prompt", "unsupported", "prompt none stands alone");
  const maxAge = onlyValue(params, "max_age");
  return maxAge === undefined || /^\d{1,10}$/.test(maxAge)
    ? undefined
    : wrong(params, "max_age", "malformed", "max_age must be a number of seconds");
}

/** Scopes that the client may not have are left out (RFC 6749 §3.3); the trail names known ones. */
function scopesFor(params: OauthParams, { scope: allowed }: Pick<OidcClient, "scope">) {
  const scopes = [...new Set(scopesOf(params))];
  const isAllowed = (scope: string): boolean => scope === "openid" || allowed.includes(scope);
  return {
    scope: scopes.filter(isAllowed),
    leftOut: SCOPES.filter((scope) => scopes.includes(scope) && !isAllowed(scope)),
  };
}

function promptOf(params: OauthParams): Prompt | null {
  const prompts = words(onlyValue(params, "prompt"));
  return (["none", "login", "select_account"] as const).find((prompt) => prompts.includes(prompt)) ?? null;
}

/** False if the client also accepts a single factor, whatever its order of preference. */
export function asksMfa(values: string | undefined): boolean {
  const classes = words(values);
  return classes.includes(ACR_MFA) && !classes.includes(ACR_SFA);
}
