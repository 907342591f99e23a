// A client that publishes its keys at a jwks_uri, over HTTP: registered, authenticated, changed.

import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { expect, it, vi } from "vitest";
import { auditRowsOnce } from "../../support/audit.ts";
import { makeClient } from "../../support/oidc/oidc.ts";
import { admin, ORIGIN, post, request, resultOf } from "../../support/service.ts";

const URI = "https://wiki.example/jwks";
const BY_KEY = { token_endpoint_auth_method: "private_key_jwt", redirect_uris: ["https://wiki.example/cb"] };
const { publicKey, privateKey } = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(publicKey)), kid: "one" };

let published = () => Response.json({ keys: [jwk] });
vi.spyOn(globalThis, "fetch").mockImplementation(async () => published());

async function ask(clientId: string, claims: object = {}) {
  const client_assertion = await new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: ORIGIN,
    jti: crypto.randomUUID(),
    ...claims,
  })
    .setProtectedHeader({ alg: "ES256", kid: "one", typ: "client-authentication+jwt" })
    .setExpirationTime("1m")
    .sign(privateKey);
  const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  return post("/oidc/introspect", { token: "x", client_assertion, client_assertion_type });
}

it("authenticates by them, and shows where they are", async () => {
  const { client_id, ...made } = (await makeClient({ ...BY_KEY, jwks_uri: URI })) as { client_id: string };
  expect(made).toMatchObject({ jwks_uri: URI, token_endpoint_auth_method: "private_key_jwt" });
  expect((await ask(client_id)).json).toEqual({ active: false });
});

it("is told when they cannot be read, and so is the trail", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  published = () => new Response(null, { status: 404 });
  const { client_id } = await makeClient({ ...BY_KEY, jwks_uri: URI });
  const reply = await ask(client_id);
  expect([reply.status, reply.json]).toEqual([
    401,
    { error: "invalid_client", error_description: "The client's keys could not be read from its jwks_uri." },
  ]);
  const [row] = await auditRowsOnce(1, { reason: "client-keys-unread" });
  expect(row).toMatchObject({ event: "TOKENS_REFUSED", action: `POST /oidc/introspect ${client_id}` });
  published = () => Response.json({ keys: [jwk] });
});

it("has a row of the trail of its own for an assertion that is for somebody else", async () => {
  const { client_id } = await makeClient({ ...BY_KEY, jwks_uri: URI });
  expect((await ask(client_id, { aud: `${ORIGIN}/oidc/par` })).status).toBe(401);
  const [row] = await auditRowsOnce(1, { reason: "invalid-assertion" });
  expect(row).toMatchObject({ event: "TOKENS_REFUSED", action: `POST /oidc/introspect ${client_id}` });
});

it("gives up the one when it names the other, and may not name both", async () => {
  const { client_id } = await makeClient({ ...BY_KEY, jwks_uri: URI });
  const change = async (body: object) =>
    request(`/oidc/clients/${client_id}`, {
      method: "PATCH",
      headers: { ...(await admin()), "Content-Type": "application/json" },
      body: JSON.stringify(body),
    });
  const [jwks, other] = [{ keys: [jwk] }, "https://wiki.example/keys"];
  expect(resultOf(await change({ jwks }))).toMatchObject({ jwks });
  expect(resultOf(await change({ client_name: "Wiki 2" }))).toMatchObject({ jwks });
  const changed = resultOf(await change({ jwks_uri: other }));
  expect([changed.jwks, changed.jwks_uri]).toEqual([undefined, other]);
  expect((await change({ jwks, jwks_uri: other })).text).toContain("jwks_uri: it cannot stand beside jwks");
  expect((await change({ jwks_uri: null })).text).toContain("Missing parameter: jwks or jwks_uri");
});
