// A client in the terms of RFC 7591: sent, stored and shown. An unusable value is refused by name.
// A null or empty value counts as missing, so a change can take a value away.

import { Fault, type Reader, readValue } from "../../../lib/read-schema.ts";
import { CIBA_GRANT, type OidcClient } from "../../ports/oidc/clients.ts";
import { type Outcome, refuse } from "../../reasons.ts";
import { SCOPES } from "./client.ts";
import { CLIENT, type ClientMetadata, MAYBE_OF_CLIENT } from "./client-fields.ts";
import { usesSecret } from "./client-secret.ts";
import { fetchedUriFault, isPrivateUse, redirectUriFault, webUriFault } from "./client-uris.ts";
import { type ClientSettings, different, hostOf, name, readKeySet, realmOf, scopes, uri } from "./client-values.ts";
import { entraFaults, entraRedirectUri, OF_ENTRA, readEntra } from "./entra-client.ts";
import {
  asksWithoutBrowser,
  CIBA_FIELDS,
  grantFaults,
  lackOfCiba,
  readGrantTypes,
  USUAL_GRANTS,
} from "./grant-types.ts";
import { isMissing, unsupportedFaults } from "./unsupported-metadata.ts";

/** Scopes of a client that names none. Offline access outlives the session: by name only. */
const DEFAULT_SCOPE = SCOPES.filter((scope) => scope !== "offline_access").join(" ");

const FIELDS = { ...CLIENT, ...MAYBE_OF_CLIENT };

export function readClientMetadata(
  sent: Readonly<Record<string, unknown>>,
  settings: ClientSettings,
): Outcome<{ readonly metadata: ClientMetadata }> {
  const faults: string[] = [];
  function field<Name extends keyof ClientMetadata, Missing>(
    name: Name,
    missing: Missing,
    read: Reader<unknown> = (value) => readValue<unknown>(FIELDS[name], value),
  ): NonNullable<ClientMetadata[Name]> | Missing {
    const value = sent[name];
    if (isMissing(value)) return missing;
    const result = read(value);
    if (!(result instanceof Fault)) return result as NonNullable<ClientMetadata[Name]>;
    faults.push(`Invalid parameter ${name}: it ${result.text}.`);
    return missing;
  }
  const entra = field("entra", undefined, readEntra);
  const redirectsNowhere =
    entra || (Array.isArray(sent.redirect_uris) ? sent.redirect_uris.length === 0 : !sent.redirect_uris);
  const grants = field("grant_types", USUAL_GRANTS, readGrantTypes(settings));
  const isCiba = grants.includes(CIBA_GRANT);
  // Hosts behind a proxy never call the token endpoint, so they need no secret.
  const needsNone = redirectsNowhere && !asksWithoutBrowser(grants);
  const method = field("token_endpoint_auth_method", needsNone ? "none" : "client_secret_basic");
  const isNative = method === "none";
  const namesMethod = !isMissing(sent.token_endpoint_auth_method);
  const fetched = uri((text) => fetchedUriFault(text, settings));
  const redirects = different(uri(redirectUriFault));
  const redirectUris = field("redirect_uris", [], redirects);
  const metadata = {
    client_name: field("client_name", "", name),
    client_uri: field("client_uri", undefined, uri(webUriFault)),
    logo_uri: field("logo_uri", undefined, fetched),
    // That of a tenant follows from its cloud.
    redirect_uris: entra && String(redirectUris) === entraRedirectUri(entra.cloud) ? [] : redirectUris,
    post_logout_redirect_uris: field("post_logout_redirect_uris", [], redirects),
    backchannel_logout_uri: field("backchannel_logout_uri", undefined, fetched),
    grant_types: grants,
    token_endpoint_auth_method: method,
    secret_either_way: field("secret_either_way", !namesMethod) && usesSecret({ tokenEndpointAuthMethod: method }),
    id_token_signed_response_alg: field("id_token_signed_response_alg", "RS256"),
    scope: field("scope", entra ? OF_ENTRA.scope : DEFAULT_SCOPE, scopes),
    jwks: field("jwks", undefined, readKeySet),
    jwks_uri: field("jwks_uri", undefined, fetched),
    subject_type: field("subject_type", "public"),
    require_pin: field("require_pin", false),
    day_pass: field("day_pass", false),
    // Without a secret, only PKCE keeps a stolen code from being redeemed.
    require_pkce: field("require_pkce", false) || isNative,
    require_pushed_authorization_requests: field("require_pushed_authorization_requests", false),
    realms: field("realms", [], different(realmOf(settings))),
    proximity: field("proximity", undefined),
    backchannel_token_delivery_mode: field("backchannel_token_delivery_mode", undefined),
    backchannel_client_notification_endpoint: field("backchannel_client_notification_endpoint", undefined, fetched),
    backchannel_user_code_parameter: field("backchannel_user_code_parameter", isCiba ? false : undefined),
    require_binding_message: field("require_binding_message", isCiba ? true : undefined),
    entra,
    forward_auth_hosts: field("forward_auth_hosts", [], different(hostOf(settings))),
  };
  // A server can keep a secret. A client with nothing but schemes of its own is an app, and cannot.
  if (!isNative && metadata.redirect_uris.length > 0 && metadata.redirect_uris.every(isPrivateUse))
    faults.push(
      "Invalid parameter redirect_uris: it has schemes of its own alone, as only a client without a secret may.",
    );
  // Two sets of keys could differ, and only one of them would be looked at (RFC 7591 §2).
  if (metadata.jwks && metadata.jwks_uri !== undefined)
    faults.push("Invalid parameter jwks_uri: it cannot stand beside jwks.");
  faults.push(...unsupportedFaults(sent), ...grantFaults(metadata), ...entraFaults(metadata));
  if (faults[0] !== undefined) return refuse({ code: "invalid-parameter", message: faults[0] });
  if (metadata.client_name === "") return refuse({ code: "missing-parameter", name: "client_name" });
  const leadsSomewhere = metadata.redirect_uris.length + metadata.forward_auth_hosts.length > 0 || entra;
  if (!leadsSomewhere && !asksWithoutBrowser(grants))
    return refuse({ code: "missing-parameter", name: "redirect_uris" });
  if (method === "private_key_jwt" && !metadata.jwks && metadata.jwks_uri === undefined)
    return refuse({ code: "missing-parameter", name: "jwks or jwks_uri" });
  const lack = lackOfCiba(metadata);
  return lack === undefined ? { ok: true, metadata } : refuse({ code: "missing-parameter", name: lack });
}

/**
 * `sent` on top of what is stored. Naming a way to authenticate rules out the other one, and keys
 * in one place those in the other.
 */
export function changedMetadata(
  client: OidcClient,
  sent: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const { secret_either_way, jwks, jwks_uri, ...stored } = clientMetadata(client);
  const { grant_types: grants } = sent;
  // What goes with a grant type goes with it.
  if (Array.isArray(grants) && !grants.includes(CIBA_GRANT))
    for (const name of CIBA_FIELDS) Object.assign(stored, { [name]: undefined });
  const keys = isMissing(sent.jwks) && isMissing(sent.jwks_uri) ? { jwks, jwks_uri } : {};
  return { ...stored, ...keys, ...("token_endpoint_auth_method" in sent ? {} : { secret_either_way }), ...sent };
}

export const clientOf = (clientId: string, metadata: ClientMetadata): OidcClient => ({
  clientId,
  clientName: metadata.client_name,
  clientUri: metadata.client_uri,
  logoUri: metadata.logo_uri,
  redirectUris: metadata.redirect_uris,
  postLogoutRedirectUris: metadata.post_logout_redirect_uris,
  backchannelLogoutUri: metadata.backchannel_logout_uri,
  tokenEndpointAuthMethod: metadata.token_endpoint_auth_method,
  secretEitherWay: metadata.secret_either_way,
  idTokenSignedResponseAlg: metadata.id_token_signed_response_alg,
  scope: metadata.scope.split(" "),
  jwks: metadata.jwks,
  jwksUri: metadata.jwks_uri,
  subjectType: metadata.subject_type,
  requirePin: metadata.require_pin,
  dayPass: metadata.day_pass,
  requirePkce: metadata.require_pkce,
  requirePushed: metadata.require_pushed_authorization_requests,
  realms: metadata.realms,
  proximity: metadata.proximity,
  grantTypes: metadata.grant_types,
  ciba: cibaOf(metadata),
  entra: metadata.entra && {
    tenant: metadata.entra.tenant,
    appId: metadata.entra.app_id,
    cloud: metadata.entra.cloud,
  },
  forwardAuthHosts: metadata.forward_auth_hosts,
});

export const clientMetadata = (client: OidcClient): ClientMetadata => ({
  client_name: client.clientName,
  client_uri: client.clientUri,
  logo_uri: client.logoUri,
  redirect_uris: client.redirectUris,
  post_logout_redirect_uris: client.postLogoutRedirectUris,
  backchannel_logout_uri: client.backchannelLogoutUri,
  token_endpoint_auth_method: client.tokenEndpointAuthMethod,
  secret_either_way: client.secretEitherWay,
  id_token_signed_response_alg: client.idTokenSignedResponseAlg,
  scope: client.scope.join(" "),
  jwks: client.jwks,
  jwks_uri: client.jwksUri,
  subject_type: client.subjectType,
  require_pin: client.requirePin,
  day_pass: client.dayPass,
  require_pkce: client.requirePkce,
  require_pushed_authorization_requests: client.requirePushed,
  realms: client.realms,
  proximity: client.proximity,
  grant_types: client.grantTypes,
  backchannel_token_delivery_mode: client.ciba?.deliveryMode,
  backchannel_client_notification_endpoint: client.ciba?.notificationEndpoint,
  backchannel_user_code_parameter: client.ciba?.takesUserCode,
  require_binding_message: client.ciba?.requiresMessage,
  entra: client.entra && {
    tenant: client.entra.tenant,
    app_id: client.entra.appId,
    cloud: client.entra.cloud,
  },
  forward_auth_hosts: client.forwardAuthHosts,
});

const cibaOf = ({
  backchannel_token_delivery_mode: deliveryMode,
  backchannel_client_notification_endpoint: notificationEndpoint,
  backchannel_user_code_parameter: takesUserCode = false,
  require_binding_message: requiresMessage = true,
}: ClientMetadata): OidcClient["ciba"] =>
  deliveryMode && { deliveryMode, notificationEndpoint, takesUserCode, requiresMessage };
