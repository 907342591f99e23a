// GET /oidc/clients/:client_id/refusals: what was wrong with the requests of an application, beside
// what is registered, and what mends it. test/web/oidc/faults.test.ts has the rows at /oidc/authorize.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import { auditRows, auditRowsOnce, writeMany } from "../../support/audit.ts";
import { application, authorizePath, signInAs, visitor } from "../../support/oidc/applications.ts";
import { askAs, beginSession, codeFor, makeClient, redeem, redemption, refreshWith } from "../../support/oidc/oidc.ts";
import { Browser } from "../../support/pages/browser.ts";
import { admin, errorOf, request, resultOf, serviceAccount } from "../../support/service.ts";

let alice: BrowserSession;
beforeAll(async () => {
  alice = await beginSession("alice");
});
/** Only the first refusals of a minute get rows. */
beforeEach(() => env.DB.prepare("DELETE FROM refusal_count").run());

const look = async (id: string, query = "", headers?: Record<string, string>) =>
  request(`/oidc/clients/${id}/refusals${query}`, { headers: headers ?? (await admin()) });
const refusals = async (id: string, query = "") => resultOf(await look(id, query)).refusals;
/** The newest row about this client, as soon as there is one more than `before`. */
async function newest(id: string, before = 0) {
  await auditRowsOnce(before + 1, { action: `POST /oidc/token ${id}` });
  return (await refusals(id))[0];
}
const authorize = (id: string, more: Readonly<Record<string, string | undefined>>) =>
  new Browser().request(authorizePath(id, { redirect_uri: "https://app.example/callback", ...more }), {
    redirect: "manual",
  });

it("names the request that was not pushed, until the client no longer has to push any", async () => {
  const { client_id: id } = await makeClient({ require_pushed_authorization_requests: true });
  await authorize(id, {});
  await auditRowsOnce(1, { event: "AUTHORIZATION_REFUSED", action: `GET /oidc/authorize ${id}` });
  const its = { event: "AUTHORIZATION_REFUSED", parameter: "request_uri", fault: "missing" };
  expect((await refusals(id))[0]).toMatchObject({ ...its, remedy: "correct-request" });
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  const body = JSON.stringify({ require_pushed_authorization_requests: false });
  await request(`/oidc/clients/${id}`, { method: "PATCH", headers, body });
  expect((await refusals(id))[0]).toMatchObject({ ...its, remedy: "mended" });
});

it("names the address at which no keys could be read", async () => {
  const jwks_uri = "https://wiki.example/keys";
  const { client_id: id } = await makeClient({ token_endpoint_auth_method: "private_key_jwt", jwks_uri });
  vi.spyOn(globalThis, "fetch").mockImplementation(async () => new Response(null, { status: 404 }));
  vi.spyOn(console, "error").mockImplementation(() => {});
  const client_assertion = `e30.${btoa(JSON.stringify({ sub: id }))}.e30`;
  const client_assertion_type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  await askAs("/oidc/token", { client_id: id, client_secret: "" }, { client_assertion, client_assertion_type }, {});
  expect(await newest(id)).toMatchObject({
    ...{ reason: "client-keys-unread", parameter: "jwks_uri", fault: "unreadable" },
    ...{ remedy: "correct-request", registered: [jwks_uri] },
  });
});

describe("at the token endpoint", () => {
  it.each([
    ["missing", "code_verifier is missing", { code_verifier: "" }, {}, "send-verifier"],
    ["unexpected", "code_verifier is not expected", {}, { codeChallenge: undefined }, "send-challenge"],
    ["mismatched", "code_verifier does not fit", { code_verifier: "x".repeat(43) }, {}, "keep-verifier"],
  ] as const)("a code_verifier is %s", async (fault, description, form, more, remedy) => {
    const wiki = await makeClient();
    const reply = await askAs("/oidc/token", wiki, { ...redemption(await codeFor(wiki, alice, more)), ...form });
    expect(reply.json).toMatchObject({
      error: "invalid_grant",
      error_description: expect.stringContaining(description),
    });
    expect(await newest(wiki.client_id)).toMatchObject({
      event: "TOKENS_REFUSED",
      reason: "invalid-grant",
      ...{ parameter: "code_verifier", fault, came: "", remedy },
    });
  });

  it("names the address, the code, the refresh token and the proof of the client, and shows no secret", async () => {
    const wiki = await makeClient();
    const { client_id: id } = wiki;
    const other = { ...wiki, client_secret: `${wiki.client_secret}x` };
    const used = await codeFor(wiki, alice, { scope: ["openid", "offline_access"] });
    const seen: unknown[] = [];
    for (const send of [
      async () =>
        askAs("/oidc/token", wiki, {
          ...redemption(await codeFor(wiki, alice)),
          redirect_uri: "https://app.example/b",
        }),
      () => redeem(wiki, "made.up"),
      () => refreshWith(wiki, "made.up"),
      () => redeem(other, "made.up"),
      () => askAs("/oidc/token", wiki, { ...redemption("made.up"), client_id: id }, {}),
      async () => {
        await redeem(wiki, used);
        return redeem(wiki, used);
      },
    ]) {
      await env.DB.prepare("DELETE FROM refusal_count").run();
      const before = (await auditRows({ action: `POST /oidc/token ${id}` })).length;
      expect((await send()).status).toBeGreaterThanOrEqual(400);
      const { reason, parameter, fault, came, registered, remedy } = await newest(id, before);
      seen.push([reason, parameter, fault, came, registered, remedy]);
    }
    const addresses = ["https://app.example/callback"];
    expect(seen).toEqual([
      ["invalid-grant", "redirect_uri", "mismatched", "https://app.example/b", addresses, "repeat-address"],
      ["invalid-grant", "code", "over", "", [], "begin-again"],
      ["invalid-grant", "refresh_token", "unknown", "", [], "begin-again"],
      ["invalid-client", "client_secret", "mismatched", "", ["client_secret_basic"], "check-secret"],
      ["invalid-client", "client_secret", "missing", "", ["client_secret_basic"], "check-secret"],
      ["replayed-grant", "code", "used", "", [], "redeem-once"],
    ]);
    const kept = JSON.stringify(await auditRows({ action: `POST /oidc/token ${id}` }));
    for (const secret of [wiki.client_secret, used]) expect(kept).not.toContain(secret.slice(0, 12));
  });

  it.each([
    ["none", { token_endpoint_auth_method: "none" }],
    ["private_key_jwt", { token_endpoint_auth_method: "private_key_jwt", jwks_uri: "https://wiki.example/keys" }],
  ])("a secret of a client that has none, but %s, is no wrong one", async (method, metadata) => {
    const { client_id: id } = await makeClient(metadata);
    await redeem({ client_id: id, client_secret: "of-another-client" }, "made.up");
    const its = { parameter: "client_secret", fault: "mismatched", registered: [method] };
    expect(await newest(id)).toMatchObject({ ...its, remedy: "change-method" });
  });

  it("a request lacks a parameter, asks for another grant, or for more than was granted", async () => {
    const wiki = await makeClient();
    const offline = await codeFor(wiki, alice, { scope: ["openid", "offline_access"] });
    const { refresh_token } = (await redeem(wiki, offline)).json;
    const seen: unknown[] = [];
    for (const form of [
      { grant_type: "authorization_code", code: "c" },
      { grant_type: "password", username: "sem", password: "s3cret" },
      { grant_type: "refresh_token", refresh_token, scope: "openid groups" },
      {},
    ]) {
      const before = (await auditRows({ action: `POST /oidc/token ${wiki.client_id}` })).length;
      expect((await askAs("/oidc/token", wiki, form)).status).toBe(400);
      const { reason, parameter, fault, came, remedy } = await newest(wiki.client_id, before);
      seen.push([reason, parameter, fault, came, remedy]);
    }
    expect(seen).toEqual([
      ["invalid-token-request", "redirect_uri", "missing", "", "send-address"],
      ["invalid-token-request", "grant_type", "unsupported", "password", "correct-request"],
      ["invalid-token-request", "scope", "mismatched", "openid groups", "correct-request"],
      ["invalid-token-request", "grant_type", "missing", "", "correct-request"],
    ]);
  });

  it("and at /oidc/par", async () => {
    const wiki = await makeClient();
    const pushed = { redirect_uri: "https://app.example/b", response_type: "code", scope: "openid" };
    const { json } = await askAs("/oidc/par", wiki, pushed);
    expect(json.error_description).toBe("redirect_uri is not registered for this client");
    const { redirect_uri: _, ...without } = pushed;
    expect((await askAs("/oidc/par", wiki, without)).json.error_description).toBe("redirect_uri is missing");
    await auditRowsOnce(2, { action: `POST /oidc/par ${wiki.client_id}` });
    expect(await refusals(wiki.client_id)).toMatchObject([
      { parameter: "redirect_uri", fault: "missing", remedy: "send-address" },
      { event: "AUTHORIZATION_REFUSED", parameter: "redirect_uri", came: "https://app.example/b" },
    ]);
  });
});

describe("a wrong address", () => {
  it("may be registered, unless it could not be, or has been meanwhile", async () => {
    const { client_id: id } = await makeClient();
    const addresses = ["https://app.example/Callback", "https://app.example/callback#x", `https://${"x".repeat(300)}`];
    for (const [index, redirect_uri] of addresses.entries()) {
      await authorize(id, { redirect_uri });
      await auditRowsOnce(index + 1, { action: `GET /oidc/authorize ${id}` });
    }
    const told = async () =>
      (await refusals(id)).map(({ came, remedy }: { came: string; remedy: string }) => [came.slice(0, 30), remedy]);
    const [wrong = "", fragment = ""] = addresses;
    expect(await told()).toEqual([
      [`https://${"x".repeat(22)}`, "send-registered-address"],
      [fragment, "send-registered-address"],
      [wrong, "register-address"],
    ]);
    await request(`/oidc/clients/${id}`, {
      method: "PATCH",
      headers: { ...(await admin()), "Content-Type": "application/json" },
      body: JSON.stringify({ redirect_uris: ["https://app.example/callback", wrong] }),
    });
    expect((await told()).at(-1)).toEqual([wrong, "mended"]);
  });
});

describe("offline_access that the client may not have", () => {
  it("is told once a day, when the person has signed in, and the grant says what it has", async () => {
    const id = (await makeClient({ scope: "openid profile", redirect_uris: ["https://wiki.example/callback"] }))
      .client_id;
    const person = await visitor("olga", "1234");
    const offline = { scope: "openid offline_access phone" };
    for (const times of [1, 2]) {
      const page = await person.browser.request(authorizePath(id, offline), { redirect: "manual" });
      const answer = times === 1 ? await signInAs(person, page) : page;
      expect([answer.status, answer.text.includes("error=")]).toEqual([times === 1 ? 200 : 303, false]);
    }
    await auditRowsOnce(1, { event: "CODE_GIVEN" });
    await auditRowsOnce(1, { event: "SCOPE_LEFT_OUT" });
    const rows = await refusals(id);
    expect(rows).toEqual([
      {
        date: expect.any(String),
        ...{ event: "SCOPE_LEFT_OUT", reason: "", count: 1 },
        ...{ parameter: "scope", fault: "left-out", came: "offline_access" },
        ...{ registered: ["openid", "profile"], remedy: "allow-scope" },
      },
    ]);
    // A day later it is told again.
    await env.DB.prepare("UPDATE audit SET at_ms = at_ms - 86400000 WHERE event = 'SCOPE_LEFT_OUT'").run();
    await person.browser.request(authorizePath(id, offline), { redirect: "manual" });
    await auditRowsOnce(2, { event: "SCOPE_LEFT_OUT" });
  });

  it("is not told of a client that may have it, or did not ask", async () => {
    const id = await application({ scope: "openid offline_access" });
    const person = await visitor("otto", "1234");
    await signInAs(person, await person.browser.request(authorizePath(id, { scope: "openid offline_access" })));
    await auditRowsOnce(1, { event: "LOGIN_SUCCESS", user: "otto" });
    expect((await auditRows({ event: "SCOPE_LEFT_OUT" })).filter(({ action }) => action.endsWith(id))).toEqual([]);
  });
});

describe("the list", () => {
  it("has this client's alone, the newest first, page by page, and without the people's names", async () => {
    const [wiki, other] = [await makeClient(), await makeClient()];
    const rows = (id: string, count: number) =>
      writeMany(count, "i", {
        action: `'GET /oidc/authorize ${id}'`,
        event: "'AUTHORIZATION_REFUSED'",
        reason: "'authorization-refused'",
        client: "'192.0.2.7'",
        user: "'alice'",
        detail: "'prompt unmet none'",
      });
    await rows(wiki.client_id, 40);
    await rows(other.client_id, 3);
    const first = resultOf(await look(wiki.client_id, "?page_size=30"));
    expect([first.refusals.length, first.refusals[0]]).toEqual([
      30,
      {
        date: "1970-01-01T00:00:00.040Z",
        ...{ event: "AUTHORIZATION_REFUSED", reason: "authorization-refused", count: 1 },
        ...{ parameter: "prompt", fault: "unmet", came: "none", registered: [], remedy: "sign-in-visibly" },
      },
    ]);
    const next = resultOf(await look(wiki.client_id, `?page_size=30&after=${first.after}`));
    expect([next.refusals.length, next.after]).toEqual([10, null]);
    expect(resultOf(await look(other.client_id)).refusals.length).toBe(3);
    expect(JSON.stringify(first)).not.toMatch(/alice|192\.0\.2\.7/);
  });

  it("needs the right, a client that there is, and a page that can be read; and is in the trail", async () => {
    const { client_id: id } = await makeClient();
    const without = await serviceAccount("reader", ["auditlog"]);
    expect(errorOf(await look(id, "", without)).slice(0, 2)).toEqual([403, 303]);
    expect((await look("0".repeat(32))).status).toBe(404);
    for (const size of ["0", "101"]) expect((await look(id, `?page_size=${size}`)).status).toBe(400);
    expect((await look(id, "?after=soon")).status).toBe(400);
    const before = (await auditRows({ event: "TRAIL_READ" })).length;
    expect((await look(id, "", await serviceAccount("keeper", ["oidcclients"]))).status).toBe(200);
    const read = await auditRowsOnce(before + 1, { event: "TRAIL_READ" });
    expect(read.at(-1)).toMatchObject({ action: "GET /oidc/clients/<client_id>/refusals", administrator: "keeper" });
  });
});
