// An application as openid-client makes it: it publishes its keys at an address of its own, on a
// real server, pushes its requests, and changes its key in between.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as oidc from "openid-client";
import { afterAll, beforeAll, expect, it } from "vitest";
import { PageBrowser, qrTextIn } from "../../../scripts/lib/page-browser.ts";
import { withService } from "../support/with-service.ts";

const CALLBACK = "http://localhost/callback";
const service = withService({ WEBHOOK_ALLOW_PRIVATE: "on" });

const makeKey = async (kid: string) => {
  const pair = await crypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
  const { kty, crv, x, y } = await crypto.subtle.exportKey("jwk", pair.publicKey);
  return { key: pair.privateKey, kid, jwk: { kty, crv, x, y, kid, use: "sig" } };
};
const [first, second] = [await makeKey("first"), await makeKey("second")];

let keyServer: Server;
let asked: string[] = [];
let keys = [first.jwk];
beforeAll(async () => {
  keyServer = createServer(({ url = "" }, reply) => {
    asked.push(url);
    if (url === "/moved") return reply.writeHead(302, { Location: "/keys" }).end();
    reply.setHeader("Content-Type", "application/jwk-set+json").end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, "127.0.0.1", resolve));
});
afterAll(() => keyServer.close());

async function registered(path: string): Promise<(key: typeof first) => Promise<oidc.Configuration>> {
  const { port } = keyServer.address() as AddressInfo;
  const { json } = await service().postAsAdmin("/oidc/clients", {
    client_name: "Wiki",
    redirect_uris: [CALLBACK],
    token_endpoint_auth_method: "private_key_jwt",
    jwks_uri: `http://127.0.0.1:${port}${path}`,
    require_pushed_authorization_requests: true,
    scope: "openid offline_access",
  });
  const { origin } = service();
  return ({ key, kid }) =>
    oidc.discovery(new URL(origin), json.result.value.client_id, {}, oidc.PrivateKeyJwt({ key, kid }), {
      execute: [oidc.allowInsecureRequests],
    });
}

const pushed = (config: oidc.Configuration, more: Record<string, string> = {}) =>
  oidc.buildAuthorizationUrlWithPAR(config, { redirect_uri: CALLBACK, scope: "openid offline_access", ...more });

it("signs a person in who reloads the page, with keys that are read where they are published", async () => {
  const alice = await service().enrol("alice", { pin: "2468" });
  const withKey = await registered("/keys");
  const config = await withKey(first);
  const pkceCodeVerifier = oidc.randomPKCECodeVerifier();
  const code_challenge = await oidc.calculatePKCECodeChallenge(pkceCodeVerifier);
  const address = await pushed(config, { code_challenge, code_challenge_method: "S256" });

  const browser = new PageBrowser({ fetch, serves: ({ origin }) => origin === service().origin });
  await browser.open(address.href, new URL(service().origin));
  const page = await browser.open(address.href, new URL(service().origin));
  const waiting = await browser.submit(page, "/login/begin", { user: alice.user, pin: alice.pin });
  await alice.phone.login(qrTextIn(waiting) ?? "");
  const done = await browser.submit(waiting, "/login/result");
  const tokens = await oidc.authorizationCodeGrant(config, done.url, { pkceCodeVerifier, idTokenExpected: true });
  expect(tokens.claims()?.aud).toBe(config.clientMetadata().client_id);
  expect(asked).toEqual(["/keys"]);

  keys = [second.jwk];
  const refreshed = await oidc.refreshTokenGrant(await withKey(second), tokens.refresh_token ?? "");
  expect(refreshed.access_token).toBeDefined();
  expect(asked).toEqual(["/keys", "/keys"]);
  await expect(pushed(await withKey(first))).rejects.toMatchObject({ status: 401 });
});

it("is refused a request that was not pushed", async () => {
  const config = await (await registered("/keys"))(second);
  const address = oidc.buildAuthorizationUrl(config, { redirect_uri: CALLBACK, scope: "openid" });
  const { status, headers } = await fetch(address, { redirect: "manual" });
  const parameters = new URL(headers.get("Location") ?? "").searchParams;
  expect([status, parameters.get("error"), parameters.get("error_description")]).toEqual([
    303,
    "invalid_request",
    "request_uri is missing: this client must push its requests to /oidc/par",
  ]);
});

it("reads no keys where its address leads on to", async () => {
  asked = [];
  const config = await (await registered("/moved"))(second);
  // The library shows its developer the challenge, and leaves the body unread.
  const [challenge] = await pushed(config).catch(({ cause }) => cause);
  expect(challenge).toMatchObject({
    scheme: "basic",
    parameters: {
      error: "invalid_client",
      error_description: "The client's keys could not be read from its jwks_uri.",
    },
  });
  expect(asked).toEqual(["/moved"]);
});
