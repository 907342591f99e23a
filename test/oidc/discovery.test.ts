// What a client learns before its first request: OpenID Connect Discovery 1.0 §4, RFC 8414 §3, and
// the keys.

import * as oauth from "oauth4webapi";
import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import { enrolledUser } from "../support/login.ts";
import { overWorker, registered } from "../support/oidc/clients.ts";
import { insideJwt, walk } from "../support/oidc/walk.ts";
import { ORIGIN, request } from "../support/service.ts";

const PATHS = ["/.well-known/openid-configuration", "/.well-known/oauth-authorization-server"];
let metadata: oauth.AuthorizationServer;

beforeAll(async () => {
  metadata = (await request(PATHS[0] ?? "")).json;
});

describe("discovery", () => {
  it.each(["oidc", "oauth2"] as const)("satisfies oauth4webapi by the %s path", async (algorithm) => {
    const issuer = new URL(ORIGIN);
    const reply = await oauth.discoveryRequest(issuer, { algorithm, [oauth.customFetch]: overWorker });
    expect((await oauth.processDiscoveryResponse(issuer, reply)).issuer).toBe(ORIGIN);
  });

  it("promises what the other tests of this folder find, and no more", () => {
    expect(metadata).toMatchObject({
      response_types_supported: ["code"],
      authorization_response_iss_parameter_supported: true,
      code_challenge_methods_supported: ["S256"],
      request_parameter_supported: false,
      request_uri_parameter_supported: false,
    });
    const sorted = (name: string) => [...((metadata[name] as string[] | undefined) ?? [])].sort();
    expect(sorted("response_modes_supported")).toEqual(["form_post", "query"]);
    expect(sorted("grant_types_supported")).toEqual(["authorization_code", "refresh_token"]);
    expect(sorted("subject_types_supported")).toEqual(["pairwise", "public"]);
    expect(sorted("id_token_signing_alg_values_supported")).toEqual(["ES256", "RS256"]);
    expect(sorted("scopes_supported")).toEqual(["email", "groups", "offline_access", "openid", "profile"]);
    expect(sorted("acr_values_supported")).toEqual([
      "https://refeds.org/profile/mfa",
      "https://refeds.org/profile/sfa",
    ]);
    expect(sorted("token_endpoint_auth_methods_supported")).toEqual([
      "client_secret_basic",
      "client_secret_post",
      "none",
      "private_key_jwt",
    ]);
  });
});

describe("the keys", () => {
  it.each(["RS256", "ES256"] as const)(
    "verify what is signed by %s, as openid-client and oauth4webapi see it",
    async (alg) => {
      const person = await enrolledUser(`signed-${alg}`.toLowerCase());
      const client = await registered({ id_token_signed_response_alg: alg });
      const config = await oidc.discovery(
        new URL(ORIGIN),
        client.client_id,
        { id_token_signed_response_alg: alg },
        oidc.ClientSecretBasic(client.client_secret),
        { execute: [oidc.enableNonRepudiationChecks], [oidc.customFetch]: overWorker },
      );
      const { tokens } = await walk({ client, person, config });
      const { keys } = (await request("/oidc/jwks")).json;
      for (const [token, typ] of [
        [tokens.id_token ?? "", "JWT"],
        [tokens.access_token, "at+jwt"],
      ] as const) {
        const { header } = insideJwt(token);
        expect(header).toMatchObject({ alg, typ });
        expect(keys.filter(({ kid }: { kid: string }) => kid === header.kid)).toHaveLength(1);
      }
      // RFC 9068 §4, as an API that takes the access token would check it.
      const asApi = new Request(`${ORIGIN}/oidc/userinfo`, {
        headers: { Authorization: `Bearer ${tokens.access_token}` },
      });
      const { claims } = insideJwt(tokens.access_token);
      const options = { [oauth.customFetch]: overWorker, signingAlgorithms: [alg] };
      const audience = [claims.aud].flat()[0] as string;
      expect((await oauth.validateJwtAccessToken(metadata, asApi, audience, options)).sub).toBe(claims.sub);
    },
  );
});
