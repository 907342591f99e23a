// A tenant of Microsoft Entra as a client: what is read, and what a request may not say of it.

import { describe, expect, it } from "vitest";
import { clientMetadata, clientOf, readClientMetadata } from "../../../src/core/oidc/clients/client-metadata.ts";
import {
  entraIssuerOf,
  entraRedirectUri,
  OF_ENTRA,
  shownRedirectUris,
} from "../../../src/core/oidc/clients/entra-client.ts";
import { ENTRA_CLOUDS } from "../../../src/core/ports/oidc/clients.ts";

const SETTINGS = {
  adminRealm: "admins",
  forwardAuthDomain: "example.org",
  publicUrl: "https://login.example.org",
  webhookAllowPrivate: true,
  deviceGrant: true,
  ciba: true,
};
const TENANT = "8a2b6f0e-0c64-4c1c-9a57-3f0d5f1f6a11";
const APP = "5b6e7c39-57c1-4c39-8a0e-7f6f1f8f2d22";
const ENTRA = { tenant: TENANT, app_id: APP, cloud: "global" };
const LEAST = { client_name: "Contoso", realms: ["staff"], entra: ENTRA };
const read = (sent: object = {}) => readClientMetadata({ ...LEAST, ...sent }, SETTINGS);
const metadata = (sent: object = {}) => {
  const result = read(sent);
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.metadata;
};
const refused = (sent: object) => {
  const result = read(sent);
  return result.ok ? undefined : result.reason;
};

it("has no secret, no address of its own and no more scope than openid", () => {
  expect(metadata()).toMatchObject({ ...OF_ENTRA, require_pkce: true, entra: ENTRA });
  expect(clientOf("id", metadata())).toMatchObject({
    redirectUris: [],
    entra: { tenant: TENANT, appId: APP, cloud: "global" },
  });
});

it("is the same after it was stored and read", () => {
  const stored = JSON.parse(JSON.stringify(clientMetadata(clientOf("id", metadata({ require_pin: true })))));
  expect(metadata(stored)).toEqual(metadata({ require_pin: true }));
});

it("keeps its ids in small letters", () => {
  const sent = { tenant: TENANT.toUpperCase(), app_id: APP.toUpperCase(), cloud: "china" };
  expect(metadata({ entra: sent }).entra).toEqual({ ...ENTRA, cloud: "china" });
});

it.each([
  ["global", "login.microsoftonline.com"],
  ["usgov", "login.microsoftonline.us"],
  ["china", "login.partner.microsoftonline.cn"],
] as const)("of the cloud %s is answered at %s alone", (cloud, host) => {
  const address = `https://${host}/common/federation/externalauthprovider`;
  expect([entraIssuerOf({ cloud, tenant: TENANT }), entraRedirectUri(cloud)]).toEqual([
    `https://${host}/${TENANT}/v2.0`,
    address,
  ]);
  const sent = { entra: { ...ENTRA, cloud } };
  // As it is shown, it may come back.
  expect(shownRedirectUris(clientOf("id", metadata(sent)))).toEqual([address]);
  expect(metadata({ ...sent, redirect_uris: [address] })).toEqual(metadata(sent));
  for (const other of ENTRA_CLOUDS.filter((one) => one !== cloud))
    expect(refused({ ...sent, redirect_uris: [entraRedirectUri(other)] })).toMatchObject({
      message: expect.stringContaining("redirect_uris"),
    });
});

describe("is refused", () => {
  it.each([
    ["no GUID as tenant", { ...ENTRA, tenant: "common" }],
    ["a GUID with more behind it", { ...ENTRA, tenant: `${TENANT}/` }],
    ["no app_id", { tenant: TENANT, cloud: "global" }],
    ["a number as app_id", { ...ENTRA, app_id: 1 }],
    ["an unknown cloud", { ...ENTRA, cloud: "germany" }],
    ["no cloud", { tenant: TENANT, app_id: APP }],
    ["a further member", { ...ENTRA, host: "login.example.org" }],
    ["a list", [ENTRA]],
    ["a text", TENANT],
  ])("%s", (_, entra) => {
    expect(refused({ entra })).toEqual({
      code: "invalid-parameter",
      message: expect.stringMatching(/^Invalid parameter entra: it /),
    });
  });

  const jwks = { keys: [{ kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) }] };
  it.each([
    ["redirect_uris", ["https://app.example.org/cb"]],
    ["redirect_uris", [entraRedirectUri("global"), "https://app.example.org/cb"]],
    ["post_logout_redirect_uris", ["https://app.example.org/"]],
    ["backchannel_logout_uri", "https://app.example.org/out"],
    ["grant_types", ["authorization_code", "urn:ietf:params:oauth:grant-type:device_code"]],
    ["token_endpoint_auth_method", "client_secret_basic"],
    ["token_endpoint_auth_method", "private_key_jwt"],
    ["id_token_signed_response_alg", "ES256"],
    ["scope", "openid profile"],
    ["jwks", jwks],
    ["jwks_uri", "https://app.example.org/jwks"],
    ["subject_type", "pairwise"],
    ["day_pass", true],
    ["require_pushed_authorization_requests", true],
    ["forward_auth_hosts", ["app.example.org"]],
  ])("%s %j", (name, value) => {
    expect(refused({ [name]: value })).toEqual({
      code: "invalid-parameter",
      message: `Invalid parameter ${name}: it cannot be given for a client with entra.`,
    });
  });

  it.each([[[]], [["staff", "guests"]], [undefined]])("the realms %j", (realms) => {
    expect(refused({ realms })).toMatchObject({ message: expect.stringContaining("exactly one realm") });
  });
});
