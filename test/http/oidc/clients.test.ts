// Clients over the API: made, changed, rotated and removed by accounts with the right, each step in
// the trail.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { sha256Hex } from "../../../src/lib/bytes.ts";
import { auditRows, trailContent, trailContentWith } from "../../support/audit.ts";
import {
  admin,
  adminAt,
  errorOf,
  type Reply,
  request,
  requestOver,
  resultOf,
  serviceAccount,
  withSettings,
} from "../../support/service.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const WIKI = { client_name: "Wiki", redirect_uris: ["https://wiki.example.org/cb"] };
const withDomain = await withSettings({
  FORWARD_AUTH_DOMAIN: "org.test",
  PUBLIC_URL: "https://login.org.test",
} as Partial<Env>);

type Headers = Record<string, string>;
async function send(method: string, path: string, body?: unknown, headers?: Headers, over = request): Promise<Reply> {
  return over(`/oidc/clients${path}`, {
    method,
    headers: { ...(headers ?? (await admin())), "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
}
const make = async (more: object = {}) => resultOf(await send("POST", "", { ...WIKI, ...more }));
const rowOf = (id: string) =>
  env.DB.prepare("SELECT * FROM oidc_client WHERE id = ?").bind(id).first<Record<string, string>>();

describe("a new client", () => {
  it("is answered with its id, its secret and all that was stored", async () => {
    const reply = await send("POST", "", { ...WIKI, require_pin: true });
    expect(reply.headers.get("Cache-Control")).toBe("no-store");
    const value = resultOf(reply);
    expect(value).toEqual({
      ...WIKI,
      client_id: expect.stringMatching(/^[0-9a-f]{32}$/),
      client_secret: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/),
      client_secret_expires_at: 0,
      client_secrets: 1,
      client_id_issued_at: expect.closeTo(Date.now() / 1000, -2),
      post_logout_redirect_uris: [],
      grant_types: ["authorization_code", "refresh_token"],
      token_endpoint_auth_method: "client_secret_basic",
      secret_either_way: true,
      id_token_signed_response_alg: "RS256",
      scope: "openid profile email groups",
      subject_type: "public",
      require_pin: true,
      day_pass: false,
      require_pkce: false,
      require_pushed_authorization_requests: false,
      realms: [],
      forward_auth_hosts: [],
    });
    const { client_secret, client_secret_expires_at, ...shown } = value;
    expect(resultOf(await send("GET", `/${value.client_id}`))).toEqual(shown);
    expect(await rowOf(value.client_id)).toMatchObject({ secret_hash: await sha256Hex(client_secret) });
    expect(JSON.stringify([await rowsOf("oidc_client"), await rowsOf("audit")])).not.toContain(client_secret);
  });

  it("without a secret gets none", async () => {
    const value = await make({ token_endpoint_auth_method: "none" });
    expect(value).not.toHaveProperty("client_secret");
    expect(value).toMatchObject({ require_pkce: true, client_secrets: 0 });
  });

  it("warns of a name that it does not know, and of none that an answer has", async () => {
    const { json } = await send("POST", "", { ...WIKI, requirepin: true, client_id: "mine", client_secret: "mine" });
    expect(json.detail).toEqual({
      warnings: ["unknown parameter: requirepin. Did you mean require_pin?"],
      warning_codes: ["unknown-parameter"],
    });
    expect([json.result.value.client_id, json.result.value.client_secret]).not.toContain("mine");
    expect(json.result.value.require_pin).toBe(false);
  });

  it("is refused what it cannot have, and not warned of a name that asks for nothing", async () => {
    const asked = { ...WIKI, dpop_bound_access_tokens: true };
    for (const [method, path] of [
      ["POST", ""],
      ["PATCH", `/${(await make()).client_id}`],
    ] as const)
      expect(errorOf(await send(method, path, asked))[2]).toMatch(/dpop_bound_access_tokens: it is not supported/);
    const said = { response_types: ["code"], dpop_bound_access_tokens: false };
    const { status, json } = await send("POST", "", { ...WIKI, ...said });
    expect([status, json.detail]).toEqual([200, undefined]);
    expect(Object.keys(json.result.value).filter((name) => name in said)).toEqual([]);
  });
});

it("the list is in the order of names and shows no secret", async () => {
  await make({ client_name: "Zebra" });
  await make({ client_name: "Aardvark" });
  const reply = await send("GET", "");
  const names = resultOf(reply).map(({ client_name }: { client_name: string }) => client_name);
  expect(names).toEqual([...names].sort());
  expect(names).toEqual(expect.arrayContaining(["Aardvark", "Zebra"]));
  expect(reply.text).not.toMatch(/client_secret"|hash/);
});

describe("a change", () => {
  it("replaces what is given and leaves the rest", async () => {
    const { client_id, client_secret, client_secret_expires_at, ...made } = await make({ require_pin: true });
    const reply = await send("PATCH", `/${client_id}`, { client_name: "Wiki 2", require_pin: null });
    expect(resultOf(reply)).toEqual({ ...made, client_id, client_name: "Wiki 2", require_pin: false });
    expect(resultOf(await send("GET", `/${client_id}`))).toEqual(resultOf(reply));
  });

  it("keeps that no way of authentication was named, until one is", async () => {
    const { client_id, client_secret, client_secret_expires_at, ...made } = await make();
    const change = async (body: object) => resultOf(await send("PATCH", `/${client_id}`, body));
    const either = { token_endpoint_auth_method: "client_secret_basic", secret_either_way: true };
    const strict = { ...either, secret_either_way: false };
    expect(made).toMatchObject(either);
    expect(await change({ client_name: "Wiki 2" })).toMatchObject(either);
    // What an answer says may be sent back.
    expect(await change({ ...made, client_name: "Wiki 3" })).toMatchObject(either);
    expect(await change({ token_endpoint_auth_method: "client_secret_basic" })).toMatchObject(strict);
    expect(await change({ client_name: "Wiki 4" })).toMatchObject(strict);
    expect(await change({ token_endpoint_auth_method: null })).toMatchObject(either);
  });

  it("that leaves no valid client does nothing", async () => {
    const { client_id } = await make();
    const before = await rowOf(client_id);
    for (const body of [{ redirect_uris: [] }, { client_name: null }, { realms: [env.ADMIN_REALM] }, { jwks: 7 }])
      expect((await send("PATCH", `/${client_id}`, body)).status).toBe(400);
    expect(await rowOf(client_id)).toEqual(before);
  });

  it("to a client without a secret ends its secrets", async () => {
    const { client_id } = await make();
    await send("POST", `/${client_id}/secret`);
    const changed = resultOf(await send("PATCH", `/${client_id}`, { token_endpoint_auth_method: "none" }));
    expect(changed).toMatchObject({ client_secrets: 0, require_pkce: true });
    expect(await rowOf(client_id)).toMatchObject({ secret_hash: null, previous_secret_hash: null });
    await send("PATCH", `/${client_id}`, { token_endpoint_auth_method: "client_secret_post" });
    expect(await rowOf(client_id)).toMatchObject({ secret_hash: null, previous_secret_hash: null });
  });

  it("beside another one loses neither", async () => {
    const { client_id } = await make();
    const changes = [{ client_name: "Renamed" }, { require_pin: true }, { subject_type: "pairwise" }];
    const replies = await Promise.all(changes.map((change) => send("PATCH", `/${client_id}`, change)));
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(resultOf(await send("GET", `/${client_id}`))).toMatchObject(Object.assign({}, ...changes));
  });
});

describe("a new secret", () => {
  it("is valid beside the one before, and ends the one before that", async () => {
    const { client_id, client_secret } = await make();
    const rotate = async () => {
      const reply = await send("POST", `/${client_id}/secret`);
      expect(reply.headers.get("Cache-Control")).toBe("no-store");
      return resultOf(reply);
    };
    const second = await rotate();
    expect(second).toEqual({ client_id, client_secret: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) });
    const hashes = async () => {
      const row = await rowOf(client_id);
      return [row?.secret_hash, row?.previous_secret_hash];
    };
    expect(await hashes()).toEqual([await sha256Hex(second.client_secret), await sha256Hex(client_secret)]);
    const third = await rotate();
    expect(await hashes()).toEqual([await sha256Hex(third.client_secret), await sha256Hex(second.client_secret)]);
    expect(resultOf(await send("GET", `/${client_id}`)).client_secrets).toBe(2);
  });

  it("is refused to a client that uses none", async () => {
    const { client_id } = await make({ token_endpoint_auth_method: "none" });
    expect(errorOf(await send("POST", `/${client_id}/secret`))[2]).toMatch(/uses no secret/);
  });
});

it("a removed client is gone, and every call of it says so", async () => {
  const { client_id } = await make();
  expect(resultOf(await send("DELETE", `/${client_id}`))).toBe(true);
  for (const [method, path, body] of [
    ["GET", ""],
    ["PATCH", "", {}],
    ["DELETE", ""],
    ["POST", "/secret"],
  ] as const) {
    const reply = await send(method, `/${client_id}${path}`, body);
    expect([method, ...errorOf(reply)]).toEqual([method, 404, 601, "The requested client could not be found."]);
    expect(reply.headers.get("TiQR-Reason")).toBe("unknown-client");
  }
});

describe("hosts behind a proxy", () => {
  const over = (path: string, init?: RequestInit) => requestOver(withDomain, path, init);
  const sendThere = async (method: string, path: string, body?: unknown) =>
    send(method, path, body, await adminAt(withDomain), over);

  it("belong to one client, until it lets them go", async () => {
    await admin();
    const first = resultOf(
      await sendThere("POST", "", { client_name: "A", forward_auth_hosts: ["a.org.test", "b.org.test"] }),
    );
    const taken = await sendThere("POST", "", { client_name: "B", forward_auth_hosts: ["c.org.test", "b.org.test"] });
    expect(errorOf(taken)[2]).toMatch(/b\.org\.test is another client's/);
    const second = resultOf(await sendThere("POST", "", { client_name: "B", forward_auth_hosts: ["c.org.test"] }));
    const wants = { forward_auth_hosts: ["c.org.test", "b.org.test"] };
    expect(errorOf(await sendThere("PATCH", `/${second.client_id}`, wants))[2]).toMatch(
      /b\.org\.test is another client's/,
    );
    await sendThere("PATCH", `/${first.client_id}`, { forward_auth_hosts: ["a.org.test"] });
    expect(resultOf(await sendThere("PATCH", `/${second.client_id}`, wants))).toMatchObject(wants);
    expect(await rowsOf("forward_auth_host")).toEqual([
      { host: "a.org.test", client_id: first.client_id },
      { host: "b.org.test", client_id: second.client_id },
      { host: "c.org.test", client_id: second.client_id },
    ]);
    await sendThere("DELETE", `/${second.client_id}`);
    expect(await rowsOf("forward_auth_host")).toEqual([{ host: "a.org.test", client_id: first.client_id }]);
  });
});

describe("a body", () => {
  it.each([
    ["", /not JSON/],
    ["{", /not JSON/],
    ["[]", /not an object/],
    ["null", /not an object/],
    ['"text"', /not an object/],
    [`{"client_name": "${"x".repeat(70_000)}"}`, /too large/],
    [
      '{"client_name": "W", "redirect_uris": ["https://a.example/"], "jwks": {"keys": [{"kty": "oct", "k": "AA"}]}}',
      /public/,
    ],
    ['{"__proto__": {"client_name": "W"}, "redirect_uris": ["https://a.example/"]}', /client_name/],
    ['{"client_name": {"toString": 1}, "redirect_uris": ["https://a.example/"]}', /must be a text/],
  ])("%j is refused", async (body, message) => {
    const count = (await rowsOf("oidc_client")).length;
    expect(errorOf(await send("POST", "", body))[2]).toMatch(message);
    expect(await rowsOf("oidc_client")).toHaveLength(count);
  });

  it("that does not say that it is JSON is refused, as a form of another site would be", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", ""]) {
      const headers = { ...(await admin()), "Content-Type": type };
      const reply = await request("/oidc/clients", { method: "POST", headers, body: JSON.stringify(WIKI) });
      expect([type, reply.status]).toEqual([type, 400]);
    }
  });
});

describe("the right oidcclients", () => {
  const CALLS: readonly (readonly [string, string, object | undefined])[] = [
    ["GET", "", undefined],
    ["POST", "", WIKI],
    ["GET", "/:id", undefined],
    ["PATCH", "/:id", { client_name: "Other" }],
    ["POST", "/:id/secret", undefined],
    ["DELETE", "/:id", undefined],
  ];

  it.each(CALLS)("is needed for %s %s, and is enough", async (method, path, body) => {
    const { client_id } = await make();
    const name = `${method}${path}`;
    const before = await rowsOf("oidc_client");
    const to = path.replace(":id", client_id);
    const others = await serviceAccount(`without ${name}`, ["configread", "userlist", "enrollTIQR"]);
    expect(errorOf(await send(method, to, body, others))).toEqual([
      403,
      303,
      "ERR303: Your account lacks the right oidcclients.",
    ]);
    expect(errorOf(await send(method, to, body, {}))[0]).toBe(401);
    expect(await rowsOf("oidc_client")).toEqual(before);
    expect((await send(method, to, body, await serviceAccount(`only ${name}`, ["oidcclients"]))).status).toBe(200);
  });
});

it("the trail names the client of each change, and has no row for a change that was refused by its words", async () => {
  const headers = await serviceAccount("noted", ["oidcclients"]);
  const { client_id } = resultOf(await send("POST", "", WIKI, headers));
  await send("PATCH", `/${client_id}`, { client_name: "Other" }, headers);
  await send("PATCH", `/${client_id}`, { client_name: 7 }, headers);
  await send("POST", `/${client_id}/secret`, undefined, headers);
  await send("DELETE", `/${client_id}`, undefined, headers);
  const rows = (await auditRows({ administrator: "noted" })).filter(({ event }) => event.startsWith("CLIENT_"));
  const row = (action: string) => trailContentWith({ action, success: 1, administrator: "noted" });
  expect(rows.map((entry) => [entry.event, trailContent(entry)])).toEqual([
    ["CLIENT_MADE", row(`POST /oidc/clients/${client_id}`)],
    ["CLIENT_CHANGED", row(`PATCH /oidc/clients/${client_id}`)],
    ["CLIENT_CHANGED", row(`POST /oidc/clients/${client_id}/secret`)],
    ["CLIENT_DELETED", row(`DELETE /oidc/clients/${client_id}`)],
  ]);
});
