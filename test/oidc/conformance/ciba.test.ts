// fapi-ciba-id1-test-plan of the OpenID Foundation, as we read it, as far as it needs neither signed
// requests nor mutual TLS: plain FAPI, private_key_jwt, poll and ping. The network to the application
// is the only thing that is not real here.

import { runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from "jose";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { sealConfirmTicket } from "../../../src/core/ciba/sealed.ts";
import { enrolledUser } from "../../support/login.ts";
import { atTicket, CIBA, cibaClient, confirmAt, declineAt, withCiba } from "../../support/oidc/ciba.ts";
import { ORIGIN, type Reply, request, requestOver, type Send } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const PING_URI = "https://app.example/ciba-notification-endpoint";
const JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/** Long, and beyond ASCII, as the suite's: it is shown or refused. */
const BAD_MESSAGE = "1234 \uD83D\uDC4D\uD83C\uDFFF 品川 crème brûlée, and more text than most phones could show";

const pair = await generateKeyPair("ES256", { extractable: true });
const jwk = { ...(await exportJWK(pair.publicKey)), kid: "one", use: "sig" };
const pinged: { readonly bearer: string; readonly body: unknown }[] = [];
let answer = () => new Response(null, { status: 204 });
let over: Send;
let poll: string;
let ping: string;

beforeAll(async () => {
  over = await withCiba();
  const keyed = { token_endpoint_auth_method: "private_key_jwt", jwks: { keys: [jwk] } };
  poll = (await cibaClient(over, keyed)).client_id;
  const told = { backchannel_token_delivery_mode: "ping", backchannel_client_notification_endpoint: PING_URI };
  ping = (await cibaClient(over, { ...keyed, ...told })).client_id;
  vi.spyOn(globalThis, "fetch").mockImplementation(async (_, init = {}) => {
    const bearer = new Headers(init.headers).get("Authorization") ?? "";
    pinged.push({ bearer, body: JSON.parse(String(init.body)) });
    return answer();
  });
  vi.spyOn(console, "error").mockImplementation(() => {});
});
afterEach(() => {
  pinged.length = 0;
  answer = () => new Response(null, { status: 204 });
});

const assertionOf = (client: string, aud = ORIGIN) =>
  new SignJWT({ jti: crypto.randomUUID() })
    .setProtectedHeader({ alg: "ES256", kid: "one" })
    .setIssuer(client)
    .setSubject(client)
    .setAudience(aud)
    .setIssuedAt()
    .setExpirationTime("1m")
    .sign(pair.privateKey);

type Fields = Readonly<Record<string, string>>;
const send = (path: string, fields: Fields): Promise<Reply> =>
  requestOver(over, path, { method: "POST", body: new URLSearchParams(fields) });
const proved = async (client: string, aud?: string): Promise<Fields> => ({
  client_assertion: await assertionOf(client, aud),
  client_assertion_type: JWT_BEARER,
});
const started = async (user: string, more: Fields = {}, client = poll) =>
  send("/oidc/ciba", {
    ...{ scope: "openid profile", login_hint: user, binding_message: "1234" },
    ...(client === ping && { client_notification_token: `token-of-${user}` }),
    ...(await proved(client, `${ORIGIN}/oidc/ciba`)),
    ...more,
  });
const token = async (id: string, client = poll, more: Fields = {}) =>
  send("/oidc/token", { grant_type: CIBA, auth_req_id: id, ...(await proved(client)), ...more });

async function begin(user: string, more: Fields = {}, client = poll) {
  const person = await enrolledUser(user);
  const reply = await started(user, more, client);
  expect(reply.status).toBe(200);
  expect(reply.headers.get("Content-Type")).toContain("application/json");
  const { auth_req_id: id, expires_in, interval } = reply.json;
  expect(id).toMatch(/^[A-Za-z0-9._-]{22,}$/);
  expect([Number.isInteger(expires_in), Number.isInteger(interval)]).toEqual([true, true]);
  const row = await env.DB.prepare(
    "SELECT id, user, realm, expires_at_ms AS expiresAtMs FROM ciba_request WHERE user = ?",
  )
    .bind(user)
    .first<{ id: string; user: string; realm: string; expiresAtMs: number }>();
  if (!row) throw new Error("no row");
  const at = atTicket(over, `/confirm/${await sealConfirmTicket((await realPorts()).sealer, row)}`);
  const ring = () => runDurableObjectAlarm(env.LOGOUT.getByName(`ping ${row.id}`));
  const told = () =>
    vi.waitFor(async () => {
      await ring();
      expect(pinged).toHaveLength(1);
    });
  return { person, id, at, ring, told };
}

async function expectTokens({ status, headers, json }: Reply, client = poll) {
  expect([status, headers.get("Cache-Control"), json.token_type]).toEqual([200, "no-store", "Bearer"]);
  const keys = createLocalJWKSet((await request("/oidc/jwks")).json);
  const { payload } = await jwtVerify(json.id_token, keys, { issuer: ORIGIN, audience: client });
  expect(payload).toMatchObject({ sub: expect.any(String), acr: expect.any(String), auth_time: expect.any(Number) });
  const info = await requestOver(over, "/oidc/userinfo", { headers: { Authorization: `Bearer ${json.access_token}` } });
  expect(info.json.sub).toBe(payload.sub);
}

const expectError = ({ status, json }: Reply, error: string, code = 400) =>
  expect([status, json.error]).toEqual([code, error]);

describe("the plan of FAPI-CIBA", () => {
  it("fapi-ciba-id1-discovery-end-point-verification: has endpoint, modes, grant type and user codes", async () => {
    const { json } = await requestOver(over, "/.well-known/openid-configuration");
    expect(json).toMatchObject({
      backchannel_authentication_endpoint: `${ORIGIN}/oidc/ciba`,
      backchannel_token_delivery_modes_supported: ["poll", "ping"],
      backchannel_user_code_parameter_supported: true,
    });
    expect(json.grant_types_supported).toContain(CIBA);
    expect(json.token_endpoint_auth_methods_supported).toContain("private_key_jwt");
  });

  it("fapi-ciba-id1: gives tokens once the person has authenticated, by poll and by ping", async () => {
    for (const client of [poll, ping]) {
      const { person, id, at, told } = await begin(`plain-${client === ping}`, {}, client);
      expectError(await token(id, client), "authorization_pending");
      await confirmAt(at, person);
      if (client === ping) await told();
      await new Promise((done) => setTimeout(done, 1001));
      await expectTokens(await token(id, client), client);
    }
  });

  it("fapi-ciba-id1-user-rejects-authentication: the client hears access_denied", async () => {
    const { id, at, told } = await begin("rejects", {}, ping);
    await declineAt(at);
    await told();
    expectError(await token(id, ping), "access_denied");
  });

  it("fapi-ciba-id1-multiple-call-to-token-endpoint: hears pending or slow_down each time", async () => {
    const { id } = await begin("multiple");
    for (let call = 0; call < 5; call++)
      expect(["authorization_pending", "slow_down"]).toContain((await token(id)).json.error);
  });

  it("fapi-ciba-id1-auth-req-id-expired: hears expired_token, and no later answer counts", async () => {
    const { id } = await begin("expired", { requested_expiry: "30" });
    vi.useFakeTimers({ now: Date.now() + 31_000, toFake: ["Date"] });
    expectError(await token(id), "expired_token");
    vi.useRealTimers();
  });

  it("fapi-ciba-id1-ensure-authorization-request-with-binding-message-succeeds: the page shows it", async () => {
    const { person, id, at } = await begin("binding", { binding_message: "A1-47" });
    expect((await at.browser.request(at.path)).text).toContain(">A1-47<");
    await confirmAt(at, person);
    await expectTokens(await token(id));
  });

  it("fapi-ciba-id1-ensure-other-scope-order-succeeds: the order of scopes does not matter", async () => {
    const { person, id, at } = await begin("order", { scope: "profile openid" });
    await confirmAt(at, person);
    await expectTokens(await token(id));
  });

  it("fapi-ciba-id1-ensure-requested-expiry-as-string-succeeds: a form has no other kind", async () => {
    const { person, id, at } = await begin("expiry", { requested_expiry: "30" });
    await confirmAt(at, person);
    await expectTokens(await token(id));
  });

  it("fapi-ciba-id1-ensure-authorization-request-with-potentially-bad-binding-message: shows it whole", async () => {
    const { at } = await begin("bad-message", { binding_message: BAD_MESSAGE });
    const { text } = await at.browser.request(at.path);
    expect(text.replaceAll("<wbr/>", "")).toContain(BAD_MESSAGE);
    await enrolledUser("worse-message");
    expectError(await started("worse-message", { binding_message: BAD_MESSAGE.repeat(2) }), "invalid_binding_message");
  });

  it("fapi-ciba-id1-ensure-authorization-request-with-multiple-hints-fails: invalid_request", async () => {
    await enrolledUser("hints");
    expectError(await started("hints", { id_token_hint: "a.b.c" }), "invalid_request");
  });

  it("fapi-ciba-id1-ensure-wrong-auth-req-id-in-token-endpoint-request: invalid_grant", async () => {
    const { id } = await begin("wrong-id");
    expectError(await token(id, ping), "invalid_grant");
    expectError(await token(`${id}x`), "invalid_grant");
  });

  it("fapi-ciba-id1-ensure-without-client-assertion-in-token-endpoint-request: invalid_client", async () => {
    const { id } = await begin("no-assertion");
    expectError(
      await send("/oidc/token", { grant_type: CIBA, auth_req_id: id, client_id: poll }),
      "invalid_client",
      401,
    );
  });

  it("fapi-ciba-id1-ensure-without-client-assertion-in-backchannel-authorization-request: invalid_client", async () => {
    await enrolledUser("no-assertion-here");
    const fields = { client_id: poll, scope: "openid", login_hint: "no-assertion-here", binding_message: "1" };
    expectError(await send("/oidc/ciba", fields), "invalid_client", 401);
  });

  it("fapi-ciba-id1-ensure-client-assertion-with-iss-aud-to-token-endpoint-succeeds: the issuer is the audience", async () => {
    const { id } = await begin("issuer-aud");
    expectError(await token(id), "authorization_pending");
  });

  it("fapi-ciba-id1-ping-backchannel-notification-endpoint-response-has-body: the body is ignored", async () => {
    answer = () => Response.json({ hello: "there" });
    const { person, id, at, told } = await begin("ping-body", {}, ping);
    await confirmAt(at, person);
    await told();
    expect(pinged[0]).toEqual({ bearer: "Bearer token-of-ping-body", body: { auth_req_id: id } });
    await expectTokens(await token(id, ping), ping);
  });

  it.each([
    ["fapi-ciba-id1-ping-backchannel-notification-endpoint-response-401: ", 401],
    ["fapi-ciba-id1-ping-backchannel-notification-endpoint-response-403: ", 403],
    ["fapi-ciba-id1-ping-with-mtls-ciba-notification-endpoint-response-401-and-require-server-does-not-retry: ", 401],
    ["fapi-ciba-id1-ping-backchannel-notification-endpoint-return-redirect-request: ", 302],
  ])("%s%i is neither followed nor tried again, and the tokens are there", async (name, status) => {
    answer = () => new Response(null, { status, headers: { Location: "https://app.example/elsewhere" } });
    const { person, id, at, told, ring } = await begin(`ping-${status}-${name.length}`, {}, ping);
    await confirmAt(at, person);
    await told();
    expect([await ring(), pinged.length]).toEqual([false, 1]);
    await expectTokens(await token(id, ping), ping);
  });

  it("fapi-ciba-id1-refresh-token: is bound to its client, and gives tokens of the same person", async () => {
    const { person, id, at } = await begin("refresh", { scope: "openid offline_access" });
    await confirmAt(at, person);
    const { refresh_token, id_token } = (await token(id)).json;
    const refresh = async (client: string, refresh_token: string) =>
      send("/oidc/token", { grant_type: "refresh_token", refresh_token, ...(await proved(client)) });
    expectError(await refresh(ping, refresh_token), "invalid_grant");
    const again = (await refresh(poll, refresh_token)).json;
    const subjectOf = (jwt: string) =>
      JSON.parse(atob(jwt.split(".")[1]?.replaceAll("-", "+").replaceAll("_", "/") ?? "")).sub;
    expect(subjectOf(again.id_token)).toBe(subjectOf(id_token));
  });
});
