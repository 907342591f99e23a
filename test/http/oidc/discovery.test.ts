// Discovery and the public keys: what they say, and that they cost nothing once warm.

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providerMetadata } from "../../../src/core/oidc/discovery.ts";
import { countedApp, countFromZero, counts, sendTo } from "../../storage/counted.ts";
import { ORIGIN, request } from "../../support/service.ts";

const WELL_KNOWN = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];

describe.each(WELL_KNOWN)("%s", (path) => {
  it("names the issuer and endpoints below it, and only what there is", async () => {
    const { status, json, headers } = await request(path);
    expect([status, headers.get("Content-Type")]).toEqual([200, "application/json"]);
    expect(json).toEqual(
      JSON.parse(JSON.stringify(providerMetadata({ publicUrl: ORIGIN, ciba: false, deviceGrant: false }))),
    );
    expect(json).toMatchObject({
      issuer: ORIGIN,
      token_endpoint: `${ORIGIN}/oidc/token`,
      response_types_supported: ["code"],
      code_challenge_methods_supported: ["S256"],
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
      authorization_response_iss_parameter_supported: true,
    });
    // Neither `none` nor HMAC: a client's secret or a public key could pass for a signing key.
    for (const [name, value] of Object.entries(json).filter(([name]) => name.includes("signing_alg")))
      expect([name, (value as string[]).filter((alg) => /none|^HS/i.test(alg))]).toEqual([name, []]);
  });

  it("may be kept, and read by pages of any origin", async () => {
    const { headers } = await request(path, { headers: { Origin: "https://app.example" } });
    expect(headers.get("Cache-Control")).toMatch(/^public, max-age=\d+$/);
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });
});

describe("/oidc/jwks", () => {
  it("is a set of public keys that may be kept", async () => {
    const { status, json, headers } = await request("/oidc/jwks", { headers: { Origin: "https://app.example" } });
    expect([status, headers.get("Content-Type")]).toEqual([200, "application/jwk-set+json"]);
    expect(json.keys.map(({ alg }: { alg: string }) => alg).sort()).toEqual(["ES256", "RS256"]);
    expect(headers.get("Cache-Control")).toMatch(/^public, max-age=\d+$/);
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
  });
});

describe("once warm in the isolate", () => {
  let app: Awaited<ReturnType<typeof countedApp>>;
  beforeAll(async () => {
    app = await countedApp();
    await sendTo(app, "/oidc/jwks");
    countFromZero();
  });
  afterAll(countFromZero);

  it.each([...WELL_KNOWN, "/oidc/jwks"])("%s costs no storage call", async (path) => {
    expect((await sendTo(app, path)).json).toBeDefined();
    expect(counts()).toEqual({ database: [], objects: [], afterwards: [] });
  });
});
