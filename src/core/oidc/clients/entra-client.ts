// A tenant of Microsoft Entra whose people confirm its sign-ins here: docs/entra.md. It is a client
// with `entra` in its metadata. It asks at /entra/authorize and nowhere else: a second address of
// such a client, a secret or another grant would open a door that the tenant does not know of.

import { readGuid } from "../../../lib/guid.ts";
import { Fault, type Reader } from "../../../lib/read-schema.ts";
import { ENTRA_CLOUDS, type EntraCloud, type EntraTenant, type OidcClient } from "../../ports/oidc/clients.ts";
import type { ClientMetadata } from "./client-fields.ts";
import { USUAL_GRANTS } from "./grant-types.ts";

/** Where each cloud signs people in, issues hints and publishes its keys. */
const LOGIN_HOSTS: Readonly<Record<EntraCloud, string>> = {
  global: "login.microsoftonline.com",
  usgov: "login.microsoftonline.us",
  china: "login.partner.microsoftonline.cn",
};

/** Who issues the hints of a tenant. Its configuration, which leads to the keys, is below it. */
export const entraIssuerOf = ({ cloud, tenant }: Pick<EntraTenant, "cloud" | "tenant">): string =>
  `https://${LOGIN_HOSTS[cloud]}/${tenant}/v2.0`;

/** The only address to which an answer may go. */
export const entraRedirectUri = (cloud: EntraCloud): string =>
  `https://${LOGIN_HOSTS[cloud]}/common/federation/externalauthprovider`;

export const readEntra: Reader<NonNullable<ClientMetadata["entra"]>> = (value) => {
  const sent = (typeof value === "object" ? value : {}) as Readonly<Record<string, unknown>>;
  const [tenant, app_id] = [readGuid(sent.tenant), readGuid(sent.app_id)];
  const cloud = ENTRA_CLOUDS.find((one) => one === sent.cloud);
  if (tenant === undefined) return new Fault("must have the tenant's id, a GUID, as tenant");
  if (app_id === undefined) return new Fault("must have the Application ID, a GUID, as app_id");
  if (!cloud) return new Fault(`must have one of ${ENTRA_CLOUDS.join(", ")} as cloud`);
  return Object.keys(sent).length > 3 ? new Fault("has more than tenant, app_id and cloud") : { tenant, app_id, cloud };
};

/** What such a client has in any case. A request may say the same, as an answer sent back does. */
export const OF_ENTRA = {
  redirect_uris: [],
  post_logout_redirect_uris: [],
  backchannel_logout_uri: undefined,
  grant_types: USUAL_GRANTS,
  token_endpoint_auth_method: "none",
  id_token_signed_response_alg: "RS256",
  scope: "openid",
  jwks: undefined,
  jwks_uri: undefined,
  subject_type: "public",
  // A code that stands for the phone is no possession, which Microsoft asks for.
  day_pass: false,
  require_pushed_authorization_requests: false,
  forward_auth_hosts: [],
} as const satisfies Partial<ClientMetadata>;

export function entraFaults(metadata: ClientMetadata): readonly string[] {
  if (!metadata.entra) return [];
  const isOther = ([name, value]: readonly [string, unknown]) =>
    JSON.stringify(metadata[name as keyof ClientMetadata]) !== JSON.stringify(value);
  return [
    ...Object.entries(OF_ENTRA)
      .filter(isOther)
      .map(([name]) => `Invalid parameter ${name}: it cannot be given for a client with entra.`),
    // The object ids of a tenant are looked for there: in several realms two people could have one.
    ...(metadata.realms.length === 1
      ? []
      : ["Invalid parameter realms: it must have exactly one realm for a client with entra."]),
  ];
}

/** As the client is shown: no request at /oidc/authorize may use this address. */
export const shownRedirectUris = ({ entra, redirectUris }: Pick<OidcClient, "entra" | "redirectUris">) =>
  entra ? [entraRedirectUri(entra.cloud)] : redirectUris;
