// oidcc-config-certification-test-plan of the OpenID Foundation, as we read it: what the provider
// says of itself (OpenID Connect Discovery 1.0 §3 and §4, RFC 8414 §2), and its keys (RFC 7517).

import { importJWK, type JWK } from "jose";
import { describe, expect, it } from "vitest";
import { ORIGIN, request } from "../../support/service.ts";
import { expectHttpsEndpoints } from "./endpoints.ts";
import { discovered } from "./relying-party.ts";

/** What only a private or a symmetric key has: RFC 7518 §6.2.2, §6.3.2 and §6.4. */
const SECRET_PARTS = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];
const SCOPE_TOKEN = /^[\x21\x23-\x5b\x5d-\x7e]+$/;

describe("the config plan", () => {
  it("oidcc-discovery-endpoint-verification: the document says what it must, and what the service does", async () => {
    const reply = await request("/.well-known/openid-configuration");
    expect(reply.status).toBe(200);
    expect(reply.headers.get("Content-Type")).toMatch(/^application\/json\b/);
    const as = await discovered();
    expect(as).toEqual(reply.json);
    expect(as.issuer).toBe(ORIGIN);
    expect(new URL(as.issuer)).toMatchObject({ protocol: "https:", search: "", hash: "", username: "", password: "" });
    expectHttpsEndpoints(as, ["authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri"]);
    // No address of an endpoint that others may not call, such as one for registration.
    expect(as).not.toHaveProperty("registration_endpoint");

    expect(as.response_types_supported).toContain("code");
    expect(["public", "pairwise"]).toEqual(expect.arrayContaining(as.subject_types_supported ?? ["none"]));
    expect(as.id_token_signing_alg_values_supported).toContain("RS256");
    expect(as.id_token_signing_alg_values_supported).not.toContain("none");
    expect(as.grant_types_supported).toContain("authorization_code");
    expect(as.scopes_supported).toContain("openid");
    for (const scope of as.scopes_supported ?? []) expect(scope).toMatch(SCOPE_TOKEN);
    expect(as.claims_supported).toContain("sub");
    expect(as.code_challenge_methods_supported).toContain("S256");
    for (const locale of as.ui_locales_supported ?? []) expect(Intl.getCanonicalLocales(locale)).toEqual([locale]);
    // RFC 8414 §2 and OpenID Connect Discovery 1.0 §3: lists have elements, and flags are booleans.
    for (const [name, value] of Object.entries(as)) {
      if (/_(values|types|modes|methods)_supported$/.test(name)) expect(value, name).toSatisfy(isFullList);
      if (/_(parameter|logout|session)_supported$/.test(name)) expect(value, name).toBeTypeOf("boolean");
    }
    await expectPublicKeys(new URL(as.jwks_uri ?? "").pathname);
  });
});

const isFullList = (value: unknown): boolean => Array.isArray(value) && value.length > 0;

/** Each can be used, has a name of its own, and gives nothing away. */
async function expectPublicKeys(path: string): Promise<void> {
  const { status, json } = await request(path);
  expect(status).toBe(200);
  const keys: JWK[] = json.keys;
  expect(keys.map(({ kty }) => kty)).toContain("RSA");
  expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
  for (const key of keys) {
    expect(key.kid).toMatch(/./);
    expect(SECRET_PARTS.filter((part) => part in key)).toEqual([]);
    expect(await importJWK(key, key.alg)).toMatchObject({ type: "public" });
  }
}
