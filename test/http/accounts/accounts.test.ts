// /accounts: administrators keep accounts and API keys while the service runs.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { auditRows } from "../../support/audit.ts";
import {
  admin,
  enrol,
  initToken,
  post,
  type Reply,
  reasonOf,
  request,
  resultOf,
  serviceAccount,
} from "../../support/service.ts";

const PASSWORD = "horse battery staple 7";

const send = async (method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply> =>
  request(path, {
    method,
    headers: { ...(headers ?? (await admin())), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const make = (name: string, more: object = {}) =>
  send("POST", "/accounts", { name, rights: ["tokenlist"], password: PASSWORD, ...more });
const keyOf = async (name: string, body: object = {}): Promise<{ id: string; key: string }> =>
  resultOf(await send("POST", `/accounts/${name}/keys`, body));
const signIn = (username: string, password = PASSWORD) => post("/auth", { username, password });
const tokens = (headers: Record<string, string>) => request("/token/", { headers });
const shown = async (name: string) =>
  resultOf(await send("GET", "/accounts")).find((account: { name: string }) => account.name === name);

describe("an account", () => {
  it("is made with rights, signs in, and is listed without anything secret", async () => {
    expect((await make("desk", { rights: ["tokenlist", "reset"] })).status).toBe(200);
    const signedIn = resultOf(await signIn("desk"));
    expect(signedIn.rights).toEqual(["tokenlist", "reset"]);
    const listed = await send("GET", "/accounts");
    expect(await shown("desk")).toEqual({
      name: "desk",
      rights: ["tokenlist", "reset"],
      realms: null,
      disabled: false,
      password: true,
      person: false,
      second_factor: false,
      created_at: expect.stringMatching(/^20\d\d-/),
      last_used_at: expect.stringMatching(/^20\d\d-/),
      keys: [],
    });
    expect(listed.text).not.toMatch(/sealed|hash/);
    expect(await shown("admin")).toMatchObject({ rights: ["*"] });
  });

  it("cannot be made twice, nor with an unknown right, realm, field or a poor password", async () => {
    await make("twice");
    expect(reasonOf(await make("twice"))).toBe("account-exists");
    for (const more of [
      { rights: ["all"] },
      { rights: "tokenlist" },
      { rights: undefined },
      { realms: [] },
      { realms: ["Upper"] },
      { realms: "default" },
      { password: "short" },
      { right: ["tokenlist"] },
    ])
      expect((await make("bad", more)).status).toBe(400);
    expect(await shown("bad")).toBeUndefined();
  });

  it("gets other rights at once, also in the sessions that it has", async () => {
    await make("changed");
    const headers = { "PI-Authorization": resultOf(await signIn("changed")).token };
    expect((await tokens(headers)).status).toBe(200);
    await send("PATCH", "/accounts/changed", { rights: ["reset"] });
    expect(reasonOf(await tokens(headers))).toMatch(/^missing-right/);
    await send("PATCH", "/accounts/changed", { rights: ["tokenlist"] });
    expect((await tokens(headers)).status).toBe(200);
  });

  it("is shut out when it is disabled: its sessions, its password, its keys", async () => {
    await make("away");
    const session = { "PI-Authorization": resultOf(await signIn("away")).token };
    const { key } = await keyOf("away");
    await send("PATCH", "/accounts/away", { disabled: true });
    expect(reasonOf(await tokens(session))).toBe("signed-out");
    expect(reasonOf(await signIn("away"))).toBe("wrong-credentials");
    expect(reasonOf(await tokens({ "X-API-Key": key }))).toBe("invalid-authorization");
    expect(await shown("away")).toMatchObject({ disabled: true });
    await send("PATCH", "/accounts/away", { disabled: false });
    expect((await signIn("away")).status).toBe(200);
    expect((await tokens({ "X-API-Key": key })).status).toBe(200);
    expect(reasonOf(await tokens(session))).toBe("signed-out");
  });

  it("loses its sessions, and not its keys, with a new password", async () => {
    await make("rotated");
    const session = { "PI-Authorization": resultOf(await signIn("rotated")).token };
    const { key } = await keyOf("rotated");
    await send("PATCH", "/accounts/rotated", { password: `${PASSWORD} again` });
    expect(reasonOf(await tokens(session))).toBe("signed-out");
    expect((await signIn("rotated")).status).toBe(401);
    expect((await signIn("rotated", `${PASSWORD} again`)).status).toBe(200);
    expect((await tokens({ "X-API-Key": key })).status).toBe(200);
  });

  it("is deleted with its keys", async () => {
    await make("gone");
    const { key } = await keyOf("gone");
    expect((await send("DELETE", "/accounts/gone")).status).toBe(200);
    expect(reasonOf(await tokens({ "X-API-Key": key }))).toBe("invalid-authorization");
    expect((await env.DB.prepare("SELECT 1 FROM api_key WHERE account = 'gone'").all()).results).toEqual([]);
    expect(reasonOf(await send("DELETE", "/accounts/gone"))).toBe("unknown-account");
  });

  it("that is made again under an old name has not the sign-ins of the old one", async () => {
    await make("again");
    expect((await signIn("again")).status).toBe(200);
    await vi.waitFor(async () => expect((await shown("again")).last_used_at).not.toBeNull());
    await send("DELETE", "/accounts/again");
    await make("again");
    expect((await shown("again")).last_used_at).toBeNull();
  });

  it("that is disabled leaves no link of an API key behind, which a thief may have made", async () => {
    await make("robbed", { rights: ["enrollTIQR"] });
    const { key } = await keyOf("robbed");
    const made = await request("/token/enrollmentlink?user=linked", {
      method: "POST",
      headers: { "X-API-Key": key },
    });
    expect(made.status).toBe(200);
    const links = async () => resultOf(await send("GET", "/token/enrollmentlink?user=linked")).links.length;
    expect(await links()).toBe(1);
    for (const disabled of [true, false]) await send("PATCH", "/accounts/robbed", { disabled });
    expect(await links()).toBe(0);
  });

  it("is never the last administrator to go", async () => {
    for (const [method, body] of [
      ["DELETE", undefined],
      ["PATCH", { disabled: true }],
      ["PATCH", { rights: ["tokenlist"] }],
    ] as const)
      expect(reasonOf(await send(method, "/accounts/admin", body))).toBe("last-administrator");
    expect((await tokens(await admin())).status).toBe(200);
    // One without a password could not sign in either.
    await make("root", { rights: ["*"], password: undefined });
    expect(reasonOf(await send("PATCH", "/accounts/admin", { disabled: true }))).toBe("last-administrator");
    await send("DELETE", "/accounts/root");
  });

  it("leaves a row in the trail for each change", async () => {
    await make("noted");
    const { id } = await keyOf("noted");
    await send("PATCH", "/accounts/noted", { rights: ["reset"] });
    await send("PATCH", "/accounts/noted", { disabled: true });
    await send("PATCH", "/accounts/noted", { disabled: false });
    await send("DELETE", `/accounts/noted/keys/${id}`);
    await send("DELETE", "/accounts/noted");
    const rows = (await auditRows()).filter(({ user }) => user === "noted");
    expect(rows.map(({ event, administrator, success }) => `${event} ${administrator} ${success}`)).toEqual(
      [
        "ACCOUNT_CREATED",
        "API_KEY_CREATED",
        "ACCOUNT_CHANGED",
        "ACCOUNT_DISABLED",
        "ACCOUNT_ENABLED",
        "API_KEY_DELETED",
        "ACCOUNT_DELETED",
      ].map((event) => `${event} admin 1`),
    );
  });
});

describe("an API key", () => {
  beforeAll(async () => {
    await make("application", { rights: ["tokenlist", "accounts", "*"], password: undefined });
  });

  it("works wherever a JWT does, and is told once", async () => {
    const { id, key } = await keyOf("application");
    expect(key).toMatch(/^pi_[0-9a-f]{16}_[0-9a-f]{64}$/);
    expect((await tokens({ "X-API-Key": key })).status).toBe(200);
    expect((await tokens({ Authorization: `Bearer ${key}` })).status).toBe(200);
    const listed = await send("GET", "/accounts");
    expect(listed.text).toContain(id);
    expect(listed.text).not.toContain(key.slice(20));
    const [stored] = (await env.DB.prepare("SELECT * FROM api_key WHERE id = ?").bind(id).all()).results;
    expect(JSON.stringify(stored)).not.toContain(key.slice(20));
  });

  it("is wrong with another secret, id or form, and after its end", async () => {
    const { id, key } = await keyOf("application", { expires_at: new Date(Date.now() + 60_000).toISOString() });
    expect((await tokens({ "X-API-Key": key })).status).toBe(200);
    for (const other of [
      key.replace(/.$/, (digit) => (digit === "0" ? "1" : "0")),
      key.replace(id, "0123456789abcdef"),
      key.slice(3),
      "",
      `${key} ${key}`,
    ])
      expect(reasonOf(await tokens({ "X-API-Key": other }))).toBe("invalid-authorization");
    await env.DB.prepare("UPDATE api_key SET expires_at_ms = ? WHERE id = ?")
      .bind(Date.now() - 1, id)
      .run();
    expect(reasonOf(await tokens({ "X-API-Key": key }))).toBe("invalid-authorization");
  });

  it("cannot be given an end that is no time to come", async () => {
    for (const expires_at of ["yesterday", "2020-01-01", 1, true])
      expect((await send("POST", "/accounts/application/keys", { expires_at })).status).toBe(400);
    expect(reasonOf(await send("POST", "/accounts/nobody/keys", {}))).toBe("unknown-account");
  });

  it("ends no session and confirms nothing, since it has no session", async () => {
    const { key } = await keyOf("application");
    for (const [method, path] of [
      ["DELETE", "/auth"],
      ["DELETE", "/auth/sessions"],
      ["POST", "/auth/confirm"],
    ] as const)
      expect(reasonOf(await request(path, { method, headers: { "X-API-Key": key } }))).toBe("wrong-role");
    expect((await tokens({ "X-API-Key": key })).status).toBe(200);
  });

  it("of an administrator who has a phone changes no account, as if the phone had not confirmed", async () => {
    await make("phoned", { rights: ["*"] });
    const { key } = await keyOf("phoned");
    const asPhoned = { "X-API-Key": key };
    expect((await send("POST", "/accounts", { name: "by-key", rights: [] }, asPhoned)).status).toBe(200);
    await enrol({ user: "phoned", realm: "administrators", pin: "1234" });
    expect(reasonOf(await send("POST", "/accounts", { name: "by-key-2", rights: [] }, asPhoned))).toBe(
      "confirmation-needed",
    );
    expect(await shown("phoned")).toMatchObject({ second_factor: true });
  });

  it("is deleted, and an account has at most twenty", async () => {
    await make("many");
    const keys = [];
    for (let count = 0; count < 20; count++) keys.push(await keyOf("many"));
    expect(reasonOf(await send("POST", "/accounts/many/keys", {}))).toBe("too-many-keys");
    const [first] = keys as [{ id: string; key: string }];
    expect((await send("DELETE", `/accounts/many/keys/${first.id}`)).status).toBe(200);
    expect(reasonOf(await tokens({ "X-API-Key": first.key }))).toBe("invalid-authorization");
    expect(reasonOf(await send("DELETE", `/accounts/many/keys/${first.id}`))).toBe("unknown-account");
    expect((await send("POST", "/accounts/many/keys", {})).status).toBe(200);
  });
});

describe("an account that is no administrator", () => {
  it("changes no account, even with the right: it could give itself every other", async () => {
    const keeper = await serviceAccount("keeper", ["accounts"]);
    expect((await request("/accounts", { headers: keeper })).status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "/accounts", { name: "mine", rights: ["*"], password: PASSWORD }],
      ["PATCH", "/accounts/keeper", { rights: ["*"] }],
      ["DELETE", "/accounts/admin", undefined],
      ["POST", "/accounts/admin/keys", {}],
    ] as const)
      expect(reasonOf(await send(method, path, body, keeper))).toBe("administrators-only");
    expect(await shown("mine")).toBeUndefined();
    expect(await shown("keeper")).toMatchObject({ rights: ["accounts"] });
  });
});

describe("rights that are bound to realms", () => {
  let bound: Record<string, string>;
  beforeAll(async () => {
    await initToken({ user: "ada", realm: "blue", serial: "BLUE-1" });
    await initToken({ user: "ada", realm: "red", serial: "RED-1" });
    await initToken({ serial: "FREE-1", user: "free", realm: "blue" });
    await request("/token/unassign", {
      method: "POST",
      headers: await admin(),
      body: new URLSearchParams({ serial: "FREE-1" }),
    });
    const rights = [
      "tokenlist",
      "userlist",
      "configread",
      "disable",
      "enable",
      "enrollTIQR",
      "delete",
      "deleteuser",
      "auditlog",
      "oidcclients",
      "set_custom_user_attributes",
    ];
    await make("blue-desk", { rights: [...rights, "triggerchallenge", "getchallenges", "assign"], realms: ["blue"] });
    bound = { "X-API-Key": (await keyOf("blue-desk")).key };
  });
  const call = (method: string, path: string) => request(path, { method, headers: bound });

  it("show its tokens, users and realms, and no others", async () => {
    const { tokens } = resultOf(await call("GET", "/token/"));
    expect(tokens.map(({ serial }: { serial: string }) => serial)).toEqual(["BLUE-1"]);
    expect(resultOf(await call("GET", "/token/?serial=RED-1")).tokens).toEqual([]);
    expect(resultOf(await call("GET", "/user/")).map(({ realm }: { realm: string }) => realm)).toEqual([
      "blue",
      "blue",
    ]);
    expect(Object.keys(resultOf(await call("GET", "/realm/")))).not.toContain("red");
  });

  it("change its tokens, and no others", async () => {
    expect(resultOf(await call("POST", "/token/disable/BLUE-1"))).toBe(1);
    expect(resultOf(await call("POST", "/token/enable/BLUE-1"))).toBe(1);
    for (const [method, path] of [
      ["POST", "/token/disable/RED-1"],
      ["POST", "/token/disable/FREE-1"],
      ["DELETE", "/token/RED-1"],
      ["POST", "/token/init?type=tiqr&user=new&realm=red"],
      ["POST", "/token/enrollmentlink?user=new&realm=red"],
      ["POST", "/token/assign?serial=FREE-1&user=ada&realm=blue"],
      ["DELETE", "/user/red/ada"],
      ["POST", "/user/attribute?user=ada&realm=red&key=name&value=x"],
      ["GET", "/oidc/clients"],
      ["GET", "/oidc/clients/x/refusals"],
      ["GET", "/audit/"],
      ["GET", "/audit/stream"],
      ["GET", "/audit/statistics"],
      ["GET", "/audit/verification"],
    ] as const)
      expect([path, reasonOf(await call(method, path))]).toEqual([path, "other-realm"]);
    const { results } = await env.DB.prepare("SELECT serial, active FROM token ORDER BY serial").all();
    expect(results.filter(({ serial }) => /^(BLUE|RED|FREE)/.test(String(serial)))).toEqual([
      { serial: "BLUE-1", active: 1 },
      { serial: "FREE-1", active: 1 },
      { serial: "RED-1", active: 1 },
    ]);
  });

  it("open logins of its users, and of no others", async () => {
    await enrol({ user: "ada", realm: "blue", serial: "BLUE-2" });
    await enrol({ user: "ada", realm: "red", serial: "RED-2" });
    expect(
      (await call("POST", "/validate/triggerchallenge?user=ada&realm=blue")).json.detail.transaction_id,
    ).toBeDefined();
    const refused = await call("POST", "/validate/triggerchallenge?user=ada&realm=red");
    expect(refused.json.detail?.transaction_id).toBeUndefined();
  });
});
