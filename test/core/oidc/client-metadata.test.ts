// A client's metadata: the defaults, what is kept as it was given, and what is refused, each by its
// name.

import { describe, expect, it } from "vitest";
import { CLIENT, MAYBE_OF_CLIENT } from "../../../src/core/oidc/clients/client-fields.ts";
import { clientMetadata, clientOf, readClientMetadata } from "../../../src/core/oidc/clients/client-metadata.ts";

const SETTINGS = {
  adminRealm: "admins",
  forwardAuthDomain: "example.org",
  publicUrl: "https://login.example.org",
  webhookAllowPrivate: false,
  deviceGrant: false,
  ciba: false,
};
const LEAST = { client_name: "Wiki", redirect_uris: ["https://wiki.example.org/cb"] };
const JWKS_URI = "https://wiki.example.org/jwks";
const EC = { kty: "EC", crv: "P-256", x: "A".repeat(43), y: "A".repeat(43) };

const read = (sent: Record<string, unknown>, settings = SETTINGS) => readClientMetadata(sent, settings);
const metadata = (sent: Record<string, unknown>, settings = SETTINGS) => {
  const result = read({ ...LEAST, ...sent }, settings);
  if (!result.ok) throw new Error(JSON.stringify(result.reason));
  return result.metadata;
};
const refusal = (sent: Record<string, unknown>, settings = SETTINGS) => {
  const result = read({ ...LEAST, ...sent }, settings);
  return result.ok ? result.metadata : result.reason;
};
const invalid = (message: RegExp) => ({ code: "invalid-parameter", message: expect.stringMatching(message) });

it("has the defaults of RFC 7591 where it has any, and offline access only when named", () => {
  expect(metadata({})).toEqual({
    ...LEAST,
    post_logout_redirect_uris: [],
    grant_types: ["authorization_code", "refresh_token"],
    token_endpoint_auth_method: "client_secret_basic",
    secret_either_way: true,
    id_token_signed_response_alg: "RS256",
    scope: "openid profile email groups",
    subject_type: "public",
    require_pin: false,
    day_pass: false,
    require_pkce: false,
    require_pushed_authorization_requests: false,
    realms: [],
    forward_auth_hosts: [],
    client_uri: undefined,
    logo_uri: undefined,
    backchannel_logout_uri: undefined,
    jwks: undefined,
    jwks_uri: undefined,
    backchannel_token_delivery_mode: undefined,
    backchannel_client_notification_endpoint: undefined,
    backchannel_user_code_parameter: undefined,
    require_binding_message: undefined,
    entra: undefined,
  });
});

it("is the same after it was stored and read", () => {
  const full = metadata({
    client_uri: "https://wiki.example.org/start",
    logo_uri: "https://wiki.example.org/logo.png",
    post_logout_redirect_uris: ["https://wiki.example.org/"],
    backchannel_logout_uri: "https://wiki.example.org/logout",
    token_endpoint_auth_method: "private_key_jwt",
    id_token_signed_response_alg: "ES256",
    scope: "offline_access openid",
    jwks: { keys: [EC] },
    subject_type: "pairwise",
    require_pin: true,
    require_pkce: true,
    require_pushed_authorization_requests: true,
    realms: ["Staff", "staff"],
    forward_auth_hosts: ["Wiki.Example.org"],
  });
  expect(full).toMatchObject({
    scope: "openid offline_access",
    realms: ["staff"],
    forward_auth_hosts: ["wiki.example.org"],
  });
  expect(clientMetadata(clientOf("id", JSON.parse(JSON.stringify(full))))).toEqual(full);
  const elsewhere = metadata({ token_endpoint_auth_method: "private_key_jwt", jwks_uri: JWKS_URI });
  expect(clientMetadata(clientOf("id", JSON.parse(JSON.stringify(elsewhere))))).toEqual(elsewhere);
  expect(Object.keys(full).sort()).toEqual(Object.keys({ ...CLIENT, ...MAYBE_OF_CLIENT }).sort());
  expect(metadata({ ...full })).toEqual(full);
});

it("takes a secret either way where no way is named, and otherwise where that is said", () => {
  const either = (sent: Record<string, unknown>) => metadata(sent).secret_either_way;
  const [basic, post] = ["client_secret_basic", "client_secret_post"].map((token_endpoint_auth_method) => ({
    token_endpoint_auth_method,
  }));
  expect([either({ token_endpoint_auth_method: null }), either({ token_endpoint_auth_method: "" })]).toEqual([
    true,
    true,
  ]);
  expect([either({ ...basic }), either({ ...post })]).toEqual([false, false]);
  expect([either({ ...post, secret_either_way: true }), either({ secret_either_way: false })]).toEqual([true, false]);
  for (const token_endpoint_auth_method of ["none", "private_key_jwt"])
    expect(either({ token_endpoint_auth_method, jwks: { keys: [EC] }, secret_either_way: true })).toBe(false);
  expect(either({ redirect_uris: null, forward_auth_hosts: ["a.example.org"] })).toBe(false);
});

it("with a secret has an app's scheme beside an address of the web", () => {
  const redirect_uris = ["https://photos.example.org/auth/login", "app.immich:///oauth-callback"];
  const post_logout_redirect_uris = ["app.immich:///"];
  expect(metadata({ redirect_uris, post_logout_redirect_uris: ["app.immich:///bye"] })).toMatchObject({
    redirect_uris,
  });
  expect(refusal({ redirect_uris, post_logout_redirect_uris })).toEqual(invalid(/post_logout_redirect_uris: it must/));
  for (const scheme of ["javascript:alert(1)", "data:text/html,x", "immich:///oauth-callback"])
    expect(refusal({ redirect_uris: [redirect_uris[0], scheme] })).toEqual(invalid(/redirect_uris: it must/));
});

it("always needs PKCE without a secret", () => {
  expect(metadata({ token_endpoint_auth_method: "none", require_pkce: false }).require_pkce).toBe(true);
});

it("of hosts behind a proxy needs neither an address to return to nor a secret", () => {
  const hosts = metadata({ redirect_uris: null, forward_auth_hosts: ["a.example.org"] });
  expect(hosts).toMatchObject({ redirect_uris: [], token_endpoint_auth_method: "none" });
});

it("takes null and an empty text for a value that is missing", () => {
  expect(metadata({ logo_uri: "", scope: null, realms: null, require_pin: "" })).toEqual(metadata({}));
});

describe("what this service calls or shows", () => {
  const PRIVATE = [
    ...["https://10.0.0.1/x", "https://wiki.internal/x", "https://kubernetes.default.svc/x", "https://wiki.consul/x"],
    ...["http://127.0.0.1:3000/x"],
  ];
  it.each(["logo_uri", "backchannel_logout_uri", "jwks_uri"])(
    "is public at %s, as for events, unless the operator allows others",
    (name) => {
      for (const address of PRIVATE) {
        expect(refusal({ [name]: address })).toEqual(invalid(new RegExp(`${name}: it must be a public address`)));
        expect(metadata({ [name]: address }, { ...SETTINGS, webhookAllowPrivate: true })).toMatchObject({
          [name]: address,
        });
      }
      expect(refusal({ [name]: "https://wiki.example.org:22/x" })).toEqual(
        invalid(/must be an address with a port of/),
      );
      expect(refusal({ [name]: "https:wiki.example.org/x" })).toEqual(invalid(/must be an https address/));
      expect(refusal({ [name]: "https://wiki.\uff45xample.org/x" })).toEqual(invalid(/percent-encoded/));
    },
  );

  it("leaves alone where a browser is led to: that may be in its own network", () => {
    const redirect_uris = ["https://wiki.internal/cb", "http://127.0.0.1:3000/cb"];
    expect(metadata({ redirect_uris, post_logout_redirect_uris: redirect_uris })).toMatchObject({ redirect_uris });
  });
});

describe("refuses", () => {
  it.each([
    [{ client_name: undefined }, "client_name"],
    [{ client_name: "" }, "client_name"],
    [{ redirect_uris: [] }, "redirect_uris"],
    [{ redirect_uris: undefined }, "redirect_uris"],
    [{ token_endpoint_auth_method: "private_key_jwt" }, "jwks or jwks_uri"],
  ])("%j, in which something is missing", (sent, name) => {
    expect(refusal(sent)).toEqual({ code: "missing-parameter", name });
  });

  it.each([
    [{ client_name: 7 }, /client_name: it must be a text/],
    [{ client_name: "  " }, /client_name: it is empty/],
    [{ client_name: "x".repeat(65) }, /more than 64/],
    [{ client_name: "Wiki\u0000" }, /control character/],
    [{ client_name: "Wiki\nBank" }, /control character/],
    [{ client_name: "\u202eknaB" }, /control character/],
    [{ client_name: "a\ud800" }, /control character/],
    [{ client_name: "Wi\u200bki" }, /nobody sees/],
    [{ client_name: "Wi\u200dki" }, /nobody sees/],
    [{ logo_uri: "http://wiki.example.org/logo.png" }, /logo_uri: it must be an https address/],
    [{ client_uri: "javascript:alert(1)" }, /client_uri: it must be an https address/],
    [{ logo_uri: "data:image/png;base64,AA" }, /logo_uri: it must be/],
    [{ redirect_uris: "https://wiki.example.org/cb" }, /redirect_uris: it must be a list/],
    [{ redirect_uris: { 0: "https://wiki.example.org/cb" } }, /redirect_uris: it must be a list/],
    [{ redirect_uris: [7] }, /redirect_uris: it must be a text/],
    [{ redirect_uris: [""] }, /redirect_uris: it/],
    [{ redirect_uris: ["https://wiki.example.org/#"] }, /redirect_uris: it has a fragment/],
    [{ redirect_uris: Array.from({ length: 51 }, (_, i) => `https://a.example/${i}`) }, /more than 50/],
    [{ redirect_uris: ["org.example.app:/cb"] }, /only a client without a secret/],
    [{ post_logout_redirect_uris: ["javascript:alert(1)"] }, /post_logout_redirect_uris: it must be/],
    [{ backchannel_logout_uri: "ftp://wiki.example.org" }, /backchannel_logout_uri: it must be/],
    [{ token_endpoint_auth_method: "client_secret_jwt" }, /must be one of client_secret_basic,/],
    [{ token_endpoint_auth_method: "__proto__" }, /must be one of/],
    [{ id_token_signed_response_alg: "none" }, /must be one of RS256, ES256/],
    [{ id_token_signed_response_alg: "HS256" }, /must be one of RS256, ES256/],
    [{ scope: "openid admin" }, /scope: it may have openid,/],
    [{ scope: "profile" }, /must have openid/],
    [{ scope: ["openid"] }, /scope: it must be a text/],
    [{ subject_type: "private" }, /must be one of public, pairwise/],
    [{ jwks: { keys: [{ ...EC, d: "AA" }] } }, /jwks: it has a private/],
    [{ require_pin: "false" }, /require_pin: it must be true or false/],
    [{ require_pkce: 1 }, /require_pkce: it must be true or false/],
    [{ require_pushed_authorization_requests: "true" }, /require_pushed_authorization_requests: it must be true or/],
    [{ jwks: { keys: [EC] }, jwks_uri: JWKS_URI }, /jwks_uri: it cannot stand beside jwks/],
    [{ redirect_uris: ["myapp://cb"] }, /redirect_uris: .*myapp has none \(RFC 8252 section 7.1\)/],
    [{ secret_either_way: "true" }, /secret_either_way: it must be true or false/],
    [{ realms: "staff" }, /realms: it must be a list/],
    [{ realms: ["a\n"] }, /realms: it must be a list of names/],
    [{ realms: ["staff", "Admins"] }, /realms: it has ADMIN_REALM/],
    [{ forward_auth_hosts: ["example.org"] }, /host names below example.org/],
    [{ forward_auth_hosts: ["evilexample.org"] }, /host names below/],
    [{ forward_auth_hosts: ["a.example.org.evil.example"] }, /host names below/],
    [{ forward_auth_hosts: ["a.example.org:8443"] }, /host names below/],
    [{ forward_auth_hosts: ["*.example.org"] }, /host names below/],
    [{ forward_auth_hosts: ["-.example.org"] }, /host names below/],
    [{ forward_auth_hosts: ["a..example.org"] }, /host names below/],
    [{ forward_auth_hosts: ["a.example.org."] }, /host names below/],
    [{ forward_auth_hosts: ["LOGIN.example.org"] }, /host of this service/],
  ])("%j", (sent, message) => {
    expect(refusal(sent)).toEqual(invalid(message));
  });

  it.each([
    ["dpop_bound_access_tokens", true, /not supported, other than false/],
    ["tls_client_certificate_bound_access_tokens", true, /not supported, other than false/],
    ["require_signed_request_object", true, /not supported, other than false/],
    ["request_object_signing_alg", "RS256", /require_pushed_authorization_requests/],
    ["request_object_encryption_alg", "RSA-OAEP", /not supported/],
    ["id_token_encrypted_response_alg", "RSA-OAEP", /not supported/],
    ["id_token_encrypted_response_enc", "A128GCM", /not supported/],
    ["userinfo_signed_response_alg", "RS256", /not supported/],
    ["userinfo_encrypted_response_alg", "RSA-OAEP", /not supported/],
    ["introspection_signed_response_alg", "RS256", /not supported/],
    ["authorization_signed_response_alg", "RS256", /not supported/],
    ["token_endpoint_auth_signing_alg", "ES256", /a key in jwks may have an alg/],
    ["tls_client_auth_subject_dn", "CN=x", /not supported/],
    ["default_max_age", 60, /requests may have max_age/],
    ["default_acr_values", ["https://refeds.org/profile/mfa"], /require_pin/],
    ["frontchannel_logout_uri", "https://wiki.example.org/out", /backchannel_logout_uri/],
    ["response_types", ["code", "id_token"], /other than \["code"\]/],
    ["grant_types", ["authorization_code", "client_credentials"], /may have authorization_code and refresh_token/],
    ["grant_types", "authorization_code", /may have/],
    ["grant_types", ["refresh_token"], /must have authorization_code/],
  ] as const)("%s: %j, by which a client would be stricter than it can be here", (name, value, message) => {
    expect(refusal({ [name]: value })).toEqual(
      invalid(new RegExp(`^Invalid parameter ${name}: it .*${message.source}`)),
    );
  });

  it("offline_access beside grant_types without refresh_token", () => {
    const scope = "openid offline_access";
    expect(refusal({ scope, grant_types: ["authorization_code"] })).toEqual(
      invalid(/grant_types: it has no refresh_token/),
    );
    for (const sent of [
      { scope, grant_types: ["authorization_code", "refresh_token"] },
      { grant_types: ["authorization_code"] },
    ])
      expect(refusal(sent)).toEqual({ ...metadata("scope" in sent ? { scope } : {}), grant_types: sent.grant_types });
  });

  it("no name that says what is done here anyway, and does not store it", () => {
    const harmless = {
      ...{ dpop_bound_access_tokens: false, tls_client_certificate_bound_access_tokens: false },
      require_auth_time: true,
      ...{ require_signed_request_object: false, backchannel_logout_session_required: true, default_acr_values: [] },
      ...{ response_types: ["code"], userinfo_signed_response_alg: null, default_max_age: "" },
    };
    expect(metadata(harmless)).toEqual(metadata({}));
  });

  it("hosts where no domain of theirs is set", () => {
    expect(refusal({ forward_auth_hosts: ["a.example.org"] }, { ...SETTINGS, forwardAuthDomain: "" })).toEqual(
      invalid(/needs the setting FORWARD_AUTH_DOMAIN/),
    );
  });
});
