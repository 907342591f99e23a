// What mends a refused request of an application: the parameter next to what is registered now. So
// a refusal of yesterday shows whether it would still happen. The words are in the console's pages.

import type { EntraTenant, OidcClient } from "../../ports/oidc/clients.ts";
import type { ParameterFault } from "../parameter-fault.ts";
import { isPublic } from "./client.ts";
import { usesSecret } from "./client-secret.ts";
import { redirectUriFault } from "./client-uris.ts";
import { entraIssuerOf, entraRedirectUri } from "./entra-client.ts";
import { isRegistered } from "./redirect-uri.ts";

export const REMEDIES = [
  /** The registration was changed since, and the request would not be refused again. */
  "mended",
  /** It could be registered. Only the people of the application know whether it is theirs. */
  "register-address",
  ...(["send-registered-address", "send-address", "repeat-address"] as const),
  ...(["allow-scope", "ask-openid", "use-pkce", "send-verifier", "send-challenge", "keep-verifier"] as const),
  ...(["sign-in-visibly", "admit-person", "check-secret", "change-method", "begin-again", "redeem-once"] as const),
  /** Of a tenant: its ids here and there differ, or nobody here has the person's object id. */
  ...(["compare-tenant", "link-person"] as const),
  /** The request breaks the protocol. */
  "correct-request",
] as const;
export type Remedy = (typeof REMEDIES)[number];

/** `registered`: what the client has for this parameter. */
export interface Diagnosis {
  readonly registered: readonly string[];
  readonly remedy: Remedy;
}

const says = (remedy: Remedy, ...registered: readonly string[]): Diagnosis => ({ registered, remedy });

export function diagnosisOf({ parameter, fault, came }: ParameterFault, client: OidcClient): Diagnosis {
  if (client.entra) return diagnosisOfTenant({ parameter, fault, came }, client.entra);
  const { redirectUris, scope, tokenEndpointAuthMethod } = client;
  switch (parameter) {
    case "redirect_uri":
      return says(addressRemedy({ parameter, fault, came }, redirectUris), ...redirectUris);
    case "scope":
      if (fault !== "left-out") return says(fault === "unsupported" ? "ask-openid" : "correct-request", ...scope);
      return says(came.split(" ").every((each) => scope.includes(each)) ? "mended" : "allow-scope", ...scope);
    case "code_challenge":
      if (fault !== "missing") return says("correct-request");
      return says(client.requirePkce || isPublic(client) ? "use-pkce" : "mended");
    case "code_verifier":
      return says(fault === "missing" ? "send-verifier" : fault === "unexpected" ? "send-challenge" : "keep-verifier");
    case "client_secret":
      return says(usesSecret(client) ? "check-secret" : "change-method", tokenEndpointAuthMethod);
    case "client_assertion":
      return says(
        tokenEndpointAuthMethod === "private_key_jwt" ? "check-secret" : "change-method",
        tokenEndpointAuthMethod,
      );
    case "token_endpoint_auth_method":
      return says(
        client.secretEitherWay || came === tokenEndpointAuthMethod ? "mended" : "change-method",
        tokenEndpointAuthMethod,
      );
    case "code":
    case "refresh_token":
      if (fault === "missing") return says("correct-request");
      return says(fault === "used" ? "redeem-once" : fault === "unmet" ? "admit-person" : "begin-again");
    case "jwks_uri":
      return client.jwksUri === undefined ? says("mended") : says("correct-request", client.jwksUri);
    case "request_uri":
      if (fault === "missing" && !client.requirePushed) return says("mended");
      return says(fault === "over" || fault === "used" ? "begin-again" : "correct-request");
    case "realms":
      return says("admit-person", ...client.realms);
    case "pin":
      return says("admit-person");
    case "prompt":
    case "id_token_hint":
      return says(fault === "unmet" || fault === "mismatched" ? "sign-in-visibly" : "correct-request");
    default:
      return says("correct-request");
  }
}

function diagnosisOfTenant({ parameter, fault, came }: ParameterFault, entra: EntraTenant): Diagnosis {
  const registered: Readonly<Record<string, string>> = {
    redirect_uri: entraRedirectUri(entra.cloud),
    "id_token_hint.iss": entraIssuerOf(entra),
    "id_token_hint.tid": entra.tenant,
    "id_token_hint.aud": entra.appId,
  };
  const ours = registered[parameter];
  if (ours !== undefined) return says(came === ours ? "mended" : "compare-tenant", ours);
  if (parameter === "id_token_hint.oid" && fault === "unknown") return says("link-person");
  return says(fault === "over" || fault === "unreadable" ? "begin-again" : "correct-request");
}

function addressRemedy({ fault, came }: ParameterFault, registered: readonly string[]): Remedy {
  if (fault === "mismatched") return "repeat-address";
  if (fault !== "unregistered") return "send-address";
  if (isRegistered(came, registered)) return "mended";
  // What was cut, or had a character made visible, has signs that no address may have.
  return redirectUriFault(came) === undefined ? "register-address" : "send-registered-address";
}
