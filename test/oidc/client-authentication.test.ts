// How applications prove who they are at the token endpoint: OpenID Connect Core 1.0 §9 and RFC
// 6749 §2.3. Each method is used by `openid-client`, from the link to the claims.
// test/http/oidc/client-authentication.test.ts has what is refused.

import * as oidc from "openid-client";
import { beforeAll, describe, expect, it } from "vitest";
import type { PageBrowser } from "../../scripts/lib/page-browser.ts";
import { type EnrolledPerson, enrolledUser } from "../support/login.ts";
import { type Client, configured, registered } from "../support/oidc/clients.ts";
import { newBrowser } from "../support/oidc/people.ts";
import { walk } from "../support/oidc/walk.ts";

let person: EnrolledPerson;
let browser: PageBrowser;
const keys: Record<string, CryptoKeyPair> = {};
const ALGORITHMS = {
  ES256: { name: "ECDSA", namedCurve: "P-256" },
  RS256: { name: "RSASSA-PKCS1-v1_5", modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]), hash: "SHA-256" },
} as const;

beforeAll(async () => {
  person = await enrolledUser("authenticated");
  browser = newBrowser();
  for (const [alg, algorithm] of Object.entries(ALGORITHMS))
    keys[alg] = (await crypto.subtle.generateKey(algorithm, true, ["sign", "verify"])) as CryptoKeyPair;
});

const keyOf = (alg: string): CryptoKeyPair => keys[alg] as CryptoKeyPair;
async function publicJwk(alg: string): Promise<JsonWebKey> {
  const jwk = (await crypto.subtle.exportKey("jwk", keyOf(alg).publicKey)) as JsonWebKey;
  return { ...jwk, kid: `key-${alg}`, alg, use: "sig" } as JsonWebKey;
}
const byKey = async (...algs: string[]): Promise<Client> =>
  registered({ token_endpoint_auth_method: "private_key_jwt", jwks: { keys: await Promise.all(algs.map(publicJwk)) } });

describe("an application", () => {
  it("signs people in with client_secret_basic", async () => {
    const client = await registered({ token_endpoint_auth_method: "client_secret_basic" });
    expect((await walk({ client, person, browser })).claims.aud).toEqual(client.client_id);
  });

  it("signs people in with client_secret_post", async () => {
    const client = await registered({ token_endpoint_auth_method: "client_secret_post" });
    const config = await configured(client, oidc.ClientSecretPost(client.client_secret));
    expect((await walk({ client, person, browser, config })).claims.aud).toEqual(client.client_id);
  });

  it.each(Object.keys(ALGORITHMS))("signs people in with private_key_jwt, signed by %s", async (alg) => {
    const client = await byKey("ES256", "RS256");
    const key = { key: keyOf(alg).privateKey, kid: `key-${alg}` };
    const config = await configured(client, oidc.PrivateKeyJwt(key));
    expect((await walk({ client, person, browser, config })).claims.aud).toEqual(client.client_id);
  });

  it("signs people in without a secret, with PKCE, as a public client", async () => {
    const client = await registered({ token_endpoint_auth_method: "none" });
    expect(client.client_secret).toBe("");
    const config = await configured(client, oidc.None());
    expect((await walk({ client, person, browser, config })).claims.aud).toEqual(client.client_id);
  });
});
