// /oidc/userinfo, /oidc/revoke and /oidc/introspect: what a token still does, and for whom.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import type { BrowserSession } from "../../../src/core/ports/oidc/browser-sessions.ts";
import { auditRows } from "../../support/audit.ts";
import {
  askAs,
  beginSession,
  claimsIn,
  codeFor,
  type MadeClient,
  makeClient,
  redeem,
  refreshWith,
  userinfoWith,
} from "../../support/oidc/oidc.ts";
import { request, requestOver, withSettings } from "../../support/service.ts";

let wiki: MadeClient;
let alice: BrowserSession;
beforeAll(async () => {
  wiki = await makeClient();
  alice = await beginSession("alice");
  await env.DB.prepare(
    `UPDATE user SET display_name = 'Alice A.', email = 'alice@corp.example', groups = '["staff","admins"]' WHERE name = 'alice'`,
  ).run();
});

const ALL = ["openid", "profile", "email", "groups"];
const given = async (scope: readonly string[] = ALL, client = wiki, session = alice) =>
  (await redeem(client, await codeFor(client, session, { scope }))).json;
const errorIn = ({ status, json }: { status: number; json: { error?: string } | undefined }) => [status, json?.error];

describe("userinfo", () => {
  it.each([
    [["openid"], {}],
    [["openid", "profile"], { preferred_username: "alice", name: "Alice A." }],
    [["openid", "email"], { email: "alice@corp.example", email_verified: true }],
    [["openid", "groups"], { groups: ["staff", "admins"] }],
  ])("with the scopes %j tells these and no more", async (scope, claims) => {
    const { access_token, id_token } = await given(scope);
    const { status, json, headers } = await userinfoWith(access_token);
    expect(status).toBe(200);
    expect(json).toEqual({ sub: claimsIn(id_token).sub, ...claims });
    expect(headers.get("Cache-Control")).toBe("no-store");
    expect(claimsIn(id_token)).toMatchObject(claims);
  });

  it("takes the token in the header or the form, in one of them, and never in the query", async () => {
    const { access_token } = await given();
    const form = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      request("/oidc/userinfo", { method: "POST", body: new URLSearchParams(fields), headers });
    const bearer = { Authorization: `Bearer ${access_token}` };
    expect((await form({ access_token })).status).toBe(200);
    expect((await form({}, bearer)).status).toBe(200);
    expect((await request("/oidc/userinfo", { method: "POST", headers: bearer })).status).toBe(200);
    expect(errorIn(await form({ access_token }, bearer))).toEqual([400, "invalid_request"]);
    const query = await request(`/oidc/userinfo?access_token=${access_token}`);
    expect([query.status, query.text, query.headers.get("WWW-Authenticate")]).toEqual([401, "", "Bearer"]);
  });

  it("may be read by a page of any origin", async () => {
    const { headers, status } = await request("/oidc/userinfo", {
      method: "OPTIONS",
      headers: {
        Origin: "https://spa.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
      },
    });
    expect(status).toBe(204);
    expect(headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(headers.get("Access-Control-Allow-Headers")).toBe("authorization");
    expect(headers.get("Access-Control-Allow-Credentials")).toBeNull();
  });

  it("refuses by RFC 6750: a text that is not an access token, and a token without openid", async () => {
    const { id_token } = await given();
    const { refresh_token } = await given(["openid", "offline_access"]);
    for (const text of ["x", "a.b.c", id_token, refresh_token, await codeFor(wiki, alice)]) {
      const reply = await userinfoWith(text);
      expect(errorIn(reply)).toEqual([401, "invalid_token"]);
      expect(reply.headers.get("WWW-Authenticate")).toMatch(
        /^Bearer error="invalid_token", error_description="[^"]+"$/,
      );
    }
    const without = await userinfoWith((await given(["profile"])).access_token);
    expect(errorIn(without)).toEqual([403, "insufficient_scope"]);
    expect(without.headers.get("WWW-Authenticate")).toContain('scope="openid"');
    expect(errorIn(await request("/oidc/userinfo", { headers: { Authorization: "Basic eDp5" } }))).toEqual([
      400,
      "invalid_request",
    ]);
  });

  it("makes an e-mail address by EMAIL_TEMPLATE for a user who has none", async () => {
    const bob = await beginSession("bob");
    const { access_token } = await given(ALL, wiki, bob);
    expect((await userinfoWith(access_token)).json).not.toHaveProperty("email");
    const app = await withSettings({ EMAIL_TEMPLATE: "{user}@mail.example" } as Partial<Env>);
    const { json } = await requestOver(app, "/oidc/userinfo", { headers: { Authorization: `Bearer ${access_token}` } });
    expect(json).toMatchObject({ email: "bob@mail.example", email_verified: true });
  });

  it("tells a user of another realm than the default one with its realm", async () => {
    const carol = await beginSession("carol@corp.example");
    const { realm } = carol;
    const { preferred_username } = (await userinfoWith((await given(ALL, wiki, carol)).access_token)).json;
    expect(preferred_username).toBe(realm === "realm1" ? carol.user : `${carol.user}@${realm}`);
  });
});

describe("revocation", () => {
  const revoke = (client: MadeClient, token: string) => askAs("/oidc/revoke", client, { token });

  it.each(["access_token", "refresh_token"])("of an %s ends the grant", async (name) => {
    const tokens = await given(["openid", "offline_access"]);
    const reply = await revoke(wiki, tokens[name]);
    expect(reply.status).toBe(200);
    expect(errorIn(await userinfoWith(tokens.access_token))).toEqual([401, "invalid_token"]);
    expect(errorIn(await refreshWith(wiki, tokens.refresh_token))).toEqual([400, "invalid_grant"]);
  });

  it("leaves a row in the trail, once", async () => {
    const dora = await beginSession("dora");
    const { access_token } = await given(["openid"], wiki, dora);
    for (let count = 0; count < 2; count++) await revoke(wiki, access_token);
    expect(await auditRows({ event: "TOKENS_REVOKED", user: "dora" })).toHaveLength(1);
  });

  it("of an unknown token, or of another client's, says nothing and does nothing", async () => {
    const other = await makeClient();
    const tokens = await given(["openid", "offline_access"]);
    for (const text of ["x", tokens.id_token, tokens.access_token, tokens.refresh_token])
      expect((await revoke(other, text)).status).toBe(200);
    expect((await userinfoWith(tokens.access_token)).status).toBe(200);
    expect((await refreshWith(wiki, tokens.refresh_token)).status).toBe(200);
  });

  it("needs a client and a token", async () => {
    expect(errorIn(await askAs("/oidc/revoke", wiki, {}))).toEqual([400, "invalid_request"]);
    expect(errorIn(await askAs("/oidc/revoke", wiki, { token: "x" }, {}))).toEqual([401, "invalid_client"]);
  });
});

describe("introspection", () => {
  const look = async (client: MadeClient, token: string) => (await askAs("/oidc/introspect", client, { token })).json;

  it("tells a client what its access token says, and nothing of ours", async () => {
    const { access_token } = await given();
    const { active, token_type, username, ...claims } = await look(wiki, access_token);
    expect([active, token_type, username]).toEqual([true, "Bearer", "alice"]);
    const { grant, ...said } = claimsIn(access_token);
    expect(claims).toEqual(said);
    expect(grant).toBeDefined();
  });

  it("tells the name under which userinfo knows the person, if the scope has the profile", async () => {
    const bob = await beginSession("bob@corp");
    for (const scope of [
      ["openid", "profile", "offline_access"],
      ["openid", "offline_access"],
    ]) {
      const { access_token, refresh_token } = await given(scope, wiki, bob);
      const { preferred_username } = (await userinfoWith(access_token)).json;
      expect(preferred_username).toBe(scope.includes("profile") ? "bob@corp" : undefined);
      for (const token of [access_token, refresh_token])
        expect((await look(wiki, token)).username).toBe(preferred_username);
    }
  });

  it("knows the refresh token that is valid now", async () => {
    const first = await given(["openid", "offline_access"]);
    expect(await look(wiki, first.refresh_token)).toMatchObject({ active: true, client_id: wiki.client_id });
    const second = (await refreshWith(wiki, first.refresh_token)).json;
    expect(await look(wiki, first.refresh_token)).toEqual({ active: false });
    expect(await look(wiki, second.refresh_token)).toMatchObject({ active: true });
  });

  it("says no more than that a token is not active: unknown, revoked, or another client's", async () => {
    const tokens = await given(["openid", "offline_access"]);
    const other = await makeClient();
    for (const text of ["x", tokens.access_token, tokens.refresh_token])
      expect(await look(other, text)).toEqual({ active: false });
    await askAs("/oidc/revoke", wiki, { token: tokens.access_token });
    for (const text of [tokens.access_token, tokens.refresh_token])
      expect(await look(wiki, text)).toEqual({ active: false });
  });

  it("is not for public clients: anyone could try out tokens in their name", async () => {
    const open = await makeClient({ token_endpoint_auth_method: "none" });
    const reply = await askAs("/oidc/introspect", open, { token: "x", client_id: open.client_id }, {});
    expect(errorIn(reply)).toEqual([401, "invalid_client"]);
  });
});
