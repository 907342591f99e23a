// Reads the request of a tenant: OpenID Connect's implicit flow (Core 1.0 §3.2.2.1) as Microsoft's
// reference for providers of external MFA describes it. What it has besides is ignored.

import { type OauthParams, onlyValue } from "../oidc/oauth-params.ts";
import { faultIn, faultOf, lackIn, type ParameterFault } from "../oidc/parameter-fault.ts";

export interface EntraRequest {
  readonly nonce: string;
  readonly hint: string;
  readonly acr: string;
  readonly amr: readonly Factor[];
}

/** RFC 8176: the phone's answer, and digits that were typed in from it. */
const FACTORS = ["swk", "otp"] as const;
type Factor = (typeof FACTORS)[number];

/** Bounded, because all of them come back in the page and some in the token. */
const MAX_CHARACTERS = 2048;
const MAX_OF: Readonly<Record<string, number>> = { id_token_hint: 16_384, claims: 4096 };

const NAMES = ["scope", "response_type", "response_mode", "nonce", "state", "id_token_hint", "claims"] as const;
const OPTIONAL: readonly string[] = ["state", "claims"];

/** What the values must be. Microsoft writes the type as `Id_token`, too. */
const FIXED = { scope: /(^| )openid( |$)/, response_type: /^id_token$/i, response_mode: /^form_post$/ } as const;

const isTooLong = (name: string, value = ""): boolean => value.length > (MAX_OF[name] ?? MAX_CHARACTERS);

/** Null for one that is too long: it could come back in no form. */
export function returnedState(params: OauthParams): string | null {
  const state = onlyValue(params, "state");
  return state === undefined || isTooLong("state", state) ? null : state;
}

export function readEntraRequest(params: OauthParams): EntraRequest | ParameterFault {
  for (const name of NAMES) {
    const values = params.get(name) ?? [];
    // Two readers could pick different values (RFC 6749 §3.1).
    if (values.length > 1 || (!values[0] && !OPTIONAL.includes(name)))
      return faultIn(params, name, lackIn(params, name));
    if (isTooLong(name, values[0])) return faultIn(params, name, "too-long");
    if (name in FIXED && !FIXED[name as keyof typeof FIXED].test(values[0] ?? ""))
      return faultIn(params, name, "unsupported");
  }
  const claims = readClaims(onlyValue(params, "claims"));
  if ("fault" in claims) return claims;
  return { nonce: onlyValue(params, "nonce") ?? "", hint: onlyValue(params, "id_token_hint") ?? "", ...claims };
}

/** Microsoft's name for a second factor beside a password. */
const USUAL_ACR = "possessionorinherence";

/** The parameter `claims` (Core 1.0 §5.5): which class and which factors the answer may name. */
function readClaims(text: string | undefined): Pick<EntraRequest, "acr" | "amr"> | ParameterFault {
  if (text === undefined) return { acr: USUAL_ACR, amr: FACTORS };
  const asked = membersOf(jsonOrNothing(text));
  const idToken = asked && membersOf(asked.id_token ?? {});
  if (!idToken) return faultOf("claims", "malformed");
  const [acrs, amrs] = [valuesOf(idToken.acr), valuesOf(idToken.amr)];
  const acr =
    acrs === undefined ? USUAL_ACR : acrs.find((value) => value.includes("possession") && !isTooLong("acr", value));
  const amr = amrs === undefined ? FACTORS : FACTORS.filter((factor) => amrs.includes(factor));
  if (acr === undefined) return faultOf("claims.acr", "unmet");
  return amr.length > 0 ? { acr, amr } : faultOf("claims.amr", "unmet");
}

/** Undefined where the claim asks for no value. */
function valuesOf(claim: unknown): readonly string[] | undefined {
  const { value, values = value === undefined ? undefined : [value] } = membersOf(claim) ?? {};
  return Array.isArray(values) ? values.filter((one) => typeof one === "string") : undefined;
}

export const membersOf = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;

export function jsonOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
