// POST /oidc/token: codes and refresh tokens, by their own client alone, once, and only while the
// sign-in behind them holds.

import { env } from "cloudflare:workers";
import { createLocalJWKSet, jwtVerify } from "jose";
import { afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { ACCESS_TOKEN_VALIDITY_MS } from "../../../src/core/oidc/grants/access-token.ts";
import { REFRESH_IDLE_MS, REFRESH_MAX_MS, REFRESH_REPEAT_MS } from "../../../src/core/oidc/grants/refresh.ts";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import { sha256, sha256Hex, toBase64Url } from "../../../src/lib/bytes.ts";
import { auditRows, auditRowsOnce } from "../../support/audit.ts";
import { enrolledUser } from "../../support/login.ts";
import {
  addSession,
  askAs,
  basic,
  beginSession,
  CALLBACK,
  claimsIn,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  redemption,
  refreshWith,
  userinfoWith,
  VERIFIER,
} from "../../support/oidc/oidc.ts";
import { admin, asAdmin, ORIGIN, request } from "../../support/service.ts";

let wiki: MadeClient;
let alice: BrowserSession;
beforeAll(async () => {
  wiki = await makeClient();
  alice = await beginSession("alice");
});

const errorIn = ({ status, json }: { status: number; json: { error?: string } }) => [status, json.error];
const OFFLINE = ["openid", "offline_access"];
const changed = async ({ client_id }: MadeClient, metadata: Readonly<Record<string, unknown>>) => {
  const headers = { ...(await admin()), "Content-Type": "application/json" };
  return request(`/oidc/clients/${client_id}`, { method: "PATCH", headers, body: JSON.stringify(metadata) });
};
const publicKeys = async () => createLocalJWKSet((await request("/oidc/jwks")).json);

it("a client gets nothing for people whom it no longer takes, by their realm or without a PIN", async () => {
  const closing = await makeClient();
  const given = (await redeem(closing, await codeFor(closing, alice, { scope: OFFLINE }))).json;
  const narrow = (realms: string[], require_pin = false) => changed(closing, { realms, require_pin });
  expect((await narrow([], true)).status).toBe(200);
  const byPhone = await beginSession("arthur", ["swk"]);
  expect(errorIn(await redeem(closing, await codeFor(closing, byPhone)))).toEqual([400, "invalid_grant"]);
  expect((await redeem(closing, await codeFor(closing, alice))).status).toBe(200);
  expect((await narrow(["staff"])).status).toBe(200);
  expect(errorIn(await redeem(closing, await codeFor(closing, alice)))).toEqual([400, "invalid_grant"]);
  expect(errorIn(await refreshWith(closing, given.refresh_token))).toEqual([400, "invalid_grant"]);
  // Nothing was spent.
  expect((await narrow(["realm1"])).status).toBe(200);
  expect((await refreshWith(closing, given.refresh_token)).status).toBe(200);
});

it("a refresh gives nothing without a PIN where the client has come to ask for one, and spends nothing", async () => {
  const closing = await makeClient();
  const given = [];
  for (const [user, amr] of [
    ["basil", ["swk"]],
    ["beryl", ["swk", "pin", "mfa"]],
  ] as const)
    given.push((await redeem(closing, await codeFor(closing, await beginSession(user, amr), { scope: OFFLINE }))).json);
  const [byPhone, byPin] = given;
  expect((await changed(closing, { require_pin: true })).status).toBe(200);
  expect(errorIn(await refreshWith(closing, byPhone.refresh_token))).toEqual([400, "invalid_grant"]);
  const next = (await refreshWith(closing, byPin.refresh_token)).json.refresh_token;
  expect((await refreshWith(closing, next)).status).toBe(200);
  expect((await changed(closing, { require_pin: false })).status).toBe(200);
  expect((await refreshWith(closing, byPhone.refresh_token)).status).toBe(200);
});

it("a code gives nothing once its address is the client's no more, but an app on this machine takes any port", async () => {
  const moved = await makeClient();
  const code = await codeFor(moved, alice);
  expect((await changed(moved, { redirect_uris: [`${CALLBACK}/new`] })).status).toBe(200);
  expect(errorIn(await redeem(moved, code))).toEqual([400, "invalid_grant"]);
  const redirect_uri = "http://127.0.0.1:51004/callback";
  const app = await makeClient({ redirect_uris: ["http://127.0.0.1/callback"] });
  const its = { ...redemption(await codeFor(app, alice, { redirectUri: redirect_uri })), redirect_uri };
  expect((await askAs("/oidc/token", app, its)).status).toBe(200);
});

describe("a code", () => {
  it("gives an access token and an id_token that the client can verify", async () => {
    const reply = await redeem(wiki, await codeFor(wiki, alice, { scope: ["openid", "profile", "email", "groups"] }));
    expect(reply.status).toBe(200);
    expect(reply.headers.get("Cache-Control")).toBe("no-store");
    const { access_token, id_token, ...rest } = reply.json;
    expect(rest).toEqual({ token_type: "Bearer", expires_in: 300, scope: "openid profile email groups" });
    const { payload, protectedHeader } = await jwtVerify(id_token, await publicKeys(), {
      issuer: ORIGIN,
      audience: wiki.client_id,
      typ: "JWT",
    });
    expect(protectedHeader.alg).toBe("RS256");
    const { results } = await env.DB.prepare("SELECT subject FROM user WHERE name = 'alice'").all();
    expect(payload).toMatchObject({
      sub: results[0]?.subject,
      nonce: "n0nce",
      auth_time: Math.floor(alice.signedInAtMs / 1000),
      acr: "https://refeds.org/profile/mfa",
      amr: ["swk", "pin", "mfa"],
      sid: await sha256Hex(`${alice.id} ${wiki.client_id}`),
      at_hash: toBase64Url((await sha256(access_token)).slice(0, 16)),
      preferred_username: "alice",
      name: "alice",
      groups: [],
    });
    const access = await jwtVerify(access_token, await publicKeys(), {
      issuer: ORIGIN,
      audience: `${ORIGIN}/oidc/userinfo`,
      typ: "at+jwt",
    });
    expect(access.payload).toMatchObject({ client_id: wiki.client_id, sub: payload.sub, sid: payload.sid });
    expect(Number(access.payload.exp) - Number(access.payload.iat)).toBe(ACCESS_TOKEN_VALIDITY_MS / 1000);
    // Neither the name of the user nor the id of the session is for applications to join by.
    expect(access_token + id_token).not.toContain(alice.id);
    expect(Object.values(claimsIn(access_token)).join(" ")).not.toContain("alice");
  });

  it("gives ES256 where the client asks for it, and no id_token without openid", async () => {
    const es256 = await makeClient({ id_token_signed_response_alg: "ES256" });
    const { id_token, access_token } = (await redeem(es256, await codeFor(es256, alice))).json;
    for (const jwt of [id_token, access_token])
      expect((await jwtVerify(jwt, await publicKeys())).protectedHeader.alg).toBe("ES256");
    expect((await redeem(es256, await codeFor(es256, alice, { scope: ["profile"] }))).json).not.toHaveProperty(
      "id_token",
    );
  });

  it("says sfa for a sign-in without a PIN", async () => {
    const { id_token } = (await redeem(wiki, await codeFor(wiki, await beginSession("nopin", ["swk"])))).json;
    expect(claimsIn(id_token)).toMatchObject({ acr: "https://refeds.org/profile/sfa", amr: ["swk"] });
  });

  it("names a user by another sub in each sector of pairwise clients", async () => {
    const [here, there] = [
      await makeClient({ subject_type: "pairwise" }),
      await makeClient({ subject_type: "pairwise", redirect_uris: ["https://other.example/cb"] }),
    ];
    const subOf = async (client: MadeClient, redirectUri: string) => {
      const form = { ...redemption(await codeFor(client, alice, { redirectUri })), redirect_uri: redirectUri };
      return claimsIn((await askAs("/oidc/token", client, form)).json.id_token).sub;
    };
    const subs = [
      await subOf(wiki, CALLBACK),
      await subOf(here, CALLBACK),
      await subOf(there, "https://other.example/cb"),
      await subOf(await makeClient({ subject_type: "pairwise" }), CALLBACK),
      // Nobody has to own a host to name it in an app's scheme.
      await subOf(
        await makeClient({
          subject_type: "pairwise",
          redirect_uris: [CALLBACK, CALLBACK.replace("https:", "evil.app:")],
        }),
        CALLBACK,
      ),
    ];
    expect(subs[3]).toBe(subs[1]);
    expect(new Set(subs).size).toBe(4);
  });

  it("leaves a row in the trail with the user and the client, in the batch", async () => {
    const bob = await beginSession("bob");
    await redeem(wiki, await codeFor(wiki, bob));
    const [row] = await auditRows({ event: "TOKENS_GIVEN", user: "bob" });
    expect(row).toMatchObject({ action: `POST /oidc/token ${wiki.client_id}`, serial: bob.serial, success: 1 });
  });
});

describe("a code that is shown again", () => {
  it("gives nothing, and revokes what it gave", async () => {
    const carol = await beginSession("carol");
    const code = await codeFor(wiki, carol, { scope: OFFLINE });
    const { access_token, refresh_token } = (await redeem(wiki, code)).json;
    expect((await userinfoWith(access_token)).status).toBe(200);
    expect(errorIn(await redeem(wiki, code))).toEqual([400, "invalid_grant"]);
    expect(errorIn(await userinfoWith(access_token))).toEqual([401, "invalid_token"]);
    expect(errorIn(await refreshWith(wiki, refresh_token))).toEqual([400, "invalid_grant"]);
    expect(errorIn(await redeem(wiki, code))).toEqual([400, "invalid_grant"]);
    expect(await auditRows({ event: "TOKENS_REPLAYED", user: "carol" })).toHaveLength(1);
  });

  it("at the same moment gives tokens once, and they are revoked", async () => {
    const code = await codeFor(wiki, alice);
    const replies = await Promise.all([1, 2, 3].map(() => redeem(wiki, code)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 400, 400]);
    const { access_token } = replies.find(({ status }) => status === 200)?.json ?? {};
    expect(errorIn(await userinfoWith(access_token))).toEqual([401, "invalid_token"]);
  });
});

describe("no code is", () => {
  it.each(["", "x", "a.b", "09cdf71b.AAAA"])("the text %j", async (code) => {
    const reply = await redeem(wiki, code);
    expect(errorIn(reply)).toEqual([400, code === "" ? "invalid_request" : "invalid_grant"]);
  });

  it("one that is over", async () => {
    expect(errorIn(await redeem(wiki, await codeFor(wiki, alice, { expiresAtMs: Date.now() })))).toEqual([
      400,
      "invalid_grant",
    ]);
  });

  it("one of another client, which still redeems it itself", async () => {
    const code = await codeFor(wiki, alice);
    expect(errorIn(await redeem(await makeClient(), code))).toEqual([400, "invalid_grant"]);
    expect((await redeem(wiki, code)).status).toBe(200);
  });

  it.each([
    `${CALLBACK}/`,
    `${CALLBACK}?`,
    `${CALLBACK}#`,
    CALLBACK.toUpperCase(),
    "https://app.example:443/callback",
    "https://evil.example/callback",
  ])("one with redirect_uri %s", async (redirect_uri) => {
    const form = { ...redemption(await codeFor(wiki, alice)), redirect_uri };
    expect(errorIn(await askAs("/oidc/token", wiki, form))).toEqual([400, "invalid_grant"]);
  });

  it.each([
    ["another verifier, as for a code that was injected", { code_verifier: VERIFIER.replace("a", "b") }],
    ["the challenge for a verifier", { code_verifier: "x".repeat(43) }],
    ["no verifier", { code_verifier: "" }],
    ["a verifier that is too short", { code_verifier: "short" }],
  ])("one with %s", async (_, more) => {
    const form = { ...redemption(await codeFor(wiki, alice)), ...more };
    expect(errorIn(await askAs("/oidc/token", wiki, form))).toEqual([400, "invalid_grant"]);
  });

  it("one whose challenge was taken out of the request, when a verifier comes: a PKCE downgrade", async () => {
    const code = await codeFor(wiki, alice, { codeChallenge: undefined });
    expect(errorIn(await redeem(wiki, code))).toEqual([400, "invalid_grant"]);
    expect((await askAs("/oidc/token", wiki, { ...redemption(code), code_verifier: "" })).status).toBe(200);
  });

  it("one without a challenge, of a client that must use PKCE", async () => {
    const strict = await makeClient({ require_pkce: true });
    const open = await makeClient({ token_endpoint_auth_method: "none" });
    for (const [client, headers] of [
      [strict, basic(strict)],
      [open, {}],
    ] as const) {
      const code = await codeFor(client, alice, { codeChallenge: undefined });
      const form = { ...redemption(code), code_verifier: "", client_id: client.client_id };
      expect(errorIn(await askAs("/oidc/token", client, form, headers))).toEqual([400, "invalid_grant"]);
    }
  });

  it.each([
    ["disabled", (serial: string) => asAdmin("POST", `/token/disable/${serial}`)],
    ["revoked", (serial: string) => asAdmin("POST", `/token/revoke/${serial}`)],
    ["deleted", (serial: string) => asAdmin("DELETE", `/token/${serial}`)],
    ["given another PIN", (serial: string) => asAdmin("POST", `/token/setpin/${serial}`, { otppin: "9999" })],
    ["left without its user", (_: string, user: string) => asAdmin("DELETE", `/user/realm1/${user}`)],
  ])("one whose token was %s meanwhile, and its tokens are over as well", async (how, change) => {
    const user = `dora-${how.replaceAll(" ", "-")}`;
    const { serial } = await enrolledUser(user);
    const session = await addSession(serial);
    const given = (await redeem(wiki, await codeFor(wiki, session, { scope: OFFLINE }))).json;
    const code = await codeFor(wiki, session);
    expect((await change(serial, user)).status).toBe(200);
    expect(errorIn(await redeem(wiki, code))).toEqual([400, "invalid_grant"]);
    expect(errorIn(await userinfoWith(given.access_token))).toEqual([401, "invalid_token"]);
    expect(errorIn(await refreshWith(wiki, given.refresh_token))).toEqual([400, "invalid_grant"]);
  });

  it("one whose session has ended; refresh tokens go on", async () => {
    const session = await beginSession("erin");
    const online = (await redeem(wiki, await codeFor(wiki, session))).json;
    const offline = (await redeem(wiki, await codeFor(wiki, session, { scope: OFFLINE }))).json;
    const code = await codeFor(wiki, session);
    await env.DB.prepare("DELETE FROM browser_session WHERE id = ?").bind(session.id).run();
    expect(errorIn(await redeem(wiki, code))).toEqual([400, "invalid_grant"]);
    expect(errorIn(await userinfoWith(online.access_token))).toEqual([401, "invalid_token"]);
    expect((await userinfoWith(offline.access_token)).status).toBe(200);
    expect((await refreshWith(wiki, offline.refresh_token)).status).toBe(200);
  });
});

describe("a refresh token", () => {
  const given = async (client: MadeClient, scope: readonly string[] = OFFLINE, session = alice) =>
    (await redeem(client, await codeFor(client, session, { scope }))).json;

  it("comes only with offline_access, and only if the client may have it", async () => {
    expect(await given(wiki, ["openid"])).not.toHaveProperty("refresh_token");
    const online = await makeClient({ scope: "openid" });
    const tokens = await given(online);
    expect(tokens).not.toHaveProperty("refresh_token");
    expect(tokens.scope).toBe("openid");
  });

  it("gives new tokens and the next one, with the time of the first sign-in and without a nonce", async () => {
    const first = await given(wiki);
    const { status, json } = await refreshWith(wiki, first.refresh_token);
    expect(status).toBe(200);
    expect(json.refresh_token).not.toBe(first.refresh_token);
    const [before, after] = [claimsIn(first.id_token), claimsIn(json.id_token)];
    for (const name of ["iss", "sub", "aud", "auth_time", "sid", "acr"]) expect(after[name]).toEqual(before[name]);
    expect(after).not.toHaveProperty("nonce");
    expect((await userinfoWith(json.access_token)).status).toBe(200);
    expect((await refreshWith(wiki, json.refresh_token)).status).toBe(200);
  });

  describe("that is shown again", () => {
    afterEach(() => vi.useRealTimers());
    const later = (ms: number) => vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + ms });

    it("ends the family, once the client has had time to send its requests", async () => {
      const first = await given(wiki);
      const second = (await refreshWith(wiki, first.refresh_token)).json;
      later(REFRESH_REPEAT_MS);
      expect(errorIn(await refreshWith(wiki, first.refresh_token))).toEqual([400, "invalid_grant"]);
      expect(errorIn(await refreshWith(wiki, second.refresh_token))).toEqual([400, "invalid_grant"]);
      for (const { access_token } of [first, second])
        expect(errorIn(await userinfoWith(access_token))).toEqual([401, "invalid_token"]);
    });

    it("within half a minute gives the same successor, and tokens that are good", async () => {
      const first = await given(wiki);
      const second = (await refreshWith(wiki, first.refresh_token)).json;
      later(REFRESH_REPEAT_MS - 2000);
      const again = (await refreshWith(wiki, first.refresh_token)).json;
      expect(again.refresh_token).toBe(second.refresh_token);
      for (const { access_token } of [second, again]) expect((await userinfoWith(access_token)).status).toBe(200);
      const third = await refreshWith(wiki, second.refresh_token);
      expect([third.status, third.json.refresh_token === second.refresh_token]).toEqual([200, false]);
    });

    it("does not begin its half minute anew", async () => {
      const first = await given(wiki);
      await refreshWith(wiki, first.refresh_token);
      later(REFRESH_REPEAT_MS - 2000);
      expect((await refreshWith(wiki, first.refresh_token)).status).toBe(200);
      later(2000);
      expect(errorIn(await refreshWith(wiki, first.refresh_token))).toEqual([400, "invalid_grant"]);
    });

    it("ends the family when it is older than the one before, however soon it comes", async () => {
      const first = await given(wiki);
      const second = (await refreshWith(wiki, first.refresh_token)).json;
      const third = (await refreshWith(wiki, second.refresh_token)).json;
      expect(errorIn(await refreshWith(wiki, first.refresh_token))).toEqual([400, "invalid_grant"]);
      expect(errorIn(await refreshWith(wiki, third.refresh_token))).toEqual([400, "invalid_grant"]);
    });

    it("may ask for less, and for nothing more", async () => {
      const first = await given(wiki, ["openid", "email", "offline_access"]);
      await refreshWith(wiki, first.refresh_token);
      const wider = await refreshWith(wiki, first.refresh_token, { scope: "openid profile" });
      expect(errorIn(wider)).toEqual([400, "invalid_scope"]);
      expect((await refreshWith(wiki, first.refresh_token, { scope: "openid" })).json.scope).toBe("openid");
    });

    it("gives nothing once the family has ended", async () => {
      const first = await given(wiki);
      const second = (await refreshWith(wiki, first.refresh_token)).json;
      await askAs("/oidc/revoke", wiki, { token: second.refresh_token });
      expect(errorIn(await refreshWith(wiki, first.refresh_token))).toEqual([400, "invalid_grant"]);
    });

    it("leaves a row in the trail with a word of its own", async () => {
      const frank = await beginSession("frank");
      const first = await given(wiki, OFFLINE, frank);
      for (const _ of [1, 2]) await refreshWith(wiki, first.refresh_token);
      const [row] = await auditRowsOnce(1, { event: "TOKENS_REPEATED", user: "frank" });
      expect(row).toMatchObject({ action: `POST /oidc/token ${wiki.client_id}`, serial: frank.serial, success: 1 });
      expect(await auditRows({ event: "TOKENS_REFRESHED", user: "frank" })).toHaveLength(1);
    });
  });

  it("may ask for less, and not for more, which spends nothing", async () => {
    const { refresh_token } = await given(wiki, ["openid", "email", "offline_access"]);
    for (const scope of ["openid profile", "openid email2", "openid e"])
      expect([scope, ...errorIn(await refreshWith(wiki, refresh_token, { scope }))]).toEqual([
        scope,
        400,
        "invalid_scope",
      ]);
    const less = (await refreshWith(wiki, refresh_token, { scope: "openid" })).json;
    expect(less.scope).toBe("openid");
    // RFC 6749 §6: the refresh token stays as wide as it was.
    expect((await refreshWith(wiki, less.refresh_token)).json.scope).toBe("openid email offline_access");
  });

  it("of another client is unknown", async () => {
    const { refresh_token } = await given(wiki);
    expect(errorIn(await refreshWith(await makeClient(), refresh_token))).toEqual([400, "invalid_grant"]);
    expect((await refreshWith(wiki, refresh_token)).status).toBe(200);
  });

  it("is over after 30 days without use, and after 90 days in all", async () => {
    const { refresh_token } = await given(wiki);
    const row = () =>
      env.DB.prepare(
        "SELECT id, created_at_ms, expires_at_ms FROM oidc_grant ORDER BY created_at_ms DESC LIMIT 1",
      ).first<{
        id: string;
        created_at_ms: number;
        expires_at_ms: number;
      }>();
    const before = await row();
    expect(before).toMatchObject({ expires_at_ms: Number(before?.created_at_ms) + REFRESH_IDLE_MS });
    const age = Date.now() - REFRESH_MAX_MS + 60_000;
    await env.DB.prepare("UPDATE oidc_grant SET created_at_ms = ? WHERE id = ?").bind(age, before?.id).run();
    const next = (await refreshWith(wiki, refresh_token)).json.refresh_token;
    const { results } = await env.DB.prepare("SELECT expires_at_ms FROM oidc_grant WHERE id = ?")
      .bind(before?.id)
      .all();
    expect(results).toEqual([{ expires_at_ms: age + REFRESH_MAX_MS }]);
    await env.DB.prepare("UPDATE oidc_grant SET expires_at_ms = ? WHERE id = ?").bind(Date.now(), before?.id).run();
    expect(errorIn(await refreshWith(wiki, next))).toEqual([400, "invalid_grant"]);
  });

  it("ends with its client, and with the client's right to it", async () => {
    const [gone, changed] = [await makeClient(), await makeClient()];
    const [ofGone, ofChanged] = [await given(gone), await given(changed)];
    await asAdmin("DELETE", `/oidc/clients/${gone.client_id}`);
    expect(errorIn(await refreshWith(gone, ofGone.refresh_token))).toEqual([401, "invalid_client"]);
    expect(errorIn(await userinfoWith(ofGone.access_token))).toEqual([401, "invalid_token"]);
    const { status } = await request(`/oidc/clients/${changed.client_id}`, {
      method: "PATCH",
      headers: { ...(await admin()), "Content-Type": "application/json" },
      body: JSON.stringify({ scope: "openid" }),
    });
    expect(status).toBe(200);
    expect(errorIn(await refreshWith(changed, ofChanged.refresh_token))).toEqual([400, "invalid_grant"]);
  });

  it("does not pass for a code, nor a code for a refresh token", async () => {
    const { refresh_token } = await given(wiki);
    expect(errorIn(await redeem(wiki, refresh_token))).toEqual([400, "invalid_grant"]);
    expect(errorIn(await refreshWith(wiki, await codeFor(wiki, alice)))).toEqual([400, "invalid_grant"]);
  });
});

describe("a request", () => {
  it.each([
    [{}, "invalid_request"],
    [{ grant_type: "authorization_code" }, "invalid_request"],
    [{ grant_type: "authorization_code", code: "x" }, "invalid_request"],
    [{ grant_type: "refresh_token" }, "invalid_request"],
    [{ grant_type: "password", username: "alice", password: "1234" }, "unsupported_grant_type"],
    [{ grant_type: "client_credentials" }, "unsupported_grant_type"],
  ])("with %j is refused with %s", async (form, error) => {
    const reply = await askAs("/oidc/token", wiki, form as Record<string, string>);
    expect(errorIn(reply)).toEqual([400, error]);
    expect(reply.headers.get("Cache-Control")).toBe("no-store");
    expect(reply.json.error_description).toMatch(/\.$/);
  });

  it("ignores the query, and refuses a repeated parameter and any body that is not a form", async () => {
    const form = new URLSearchParams(redemption(await codeFor(wiki, alice)));
    const send = (path: string, body?: BodyInit, more: Record<string, string> = {}) =>
      request(path, { method: "POST", headers: { ...basic(wiki), ...more }, ...(body === undefined ? {} : { body }) });
    expect(errorIn(await send(`/oidc/token?${form}`))).toEqual([400, "invalid_request"]);
    expect(
      errorIn(await send("/oidc/token", `${form}&code=x`, { "Content-Type": "application/x-www-form-urlencoded" })),
    ).toEqual([400, "invalid_request"]);
    const json = JSON.stringify(Object.fromEntries(form));
    expect(errorIn(await send("/oidc/token", json, { "Content-Type": "application/json" }))).toEqual([
      400,
      "invalid_request",
    ]);
    expect((await send("/oidc/token", form)).status).toBe(200);
  });

  it("may come from a page of any origin, without cookies", async () => {
    const open = await makeClient({ token_endpoint_auth_method: "none" });
    const form = { ...redemption(await codeFor(open, alice)), client_id: open.client_id };
    const { status, headers } = await askAs("/oidc/token", open, form, { Origin: "https://spa.example" });
    expect([status, headers.get("Access-Control-Allow-Origin")]).toEqual([200, "*"]);
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });

  it("that is refused is counted in the trail", async () => {
    await redeem(wiki, "no code");
    const [row] = await auditRowsOnce(1, { event: "TOKENS_REFUSED", reason: "invalid-grant" });
    expect(row).toMatchObject({ action: expect.stringMatching(/^POST \/oidc\/token [0-9a-f]{32}$/), success: 0 });
  });
});
