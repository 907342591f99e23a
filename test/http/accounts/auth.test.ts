import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { RIGHTS } from "../../../src/core/caller.ts";
import { hashPin, iterationsOf, makeSalt } from "../../../src/core/token/pin.ts";
import { type Bytes, fromBase64, toBase64Url, utf8 } from "../../../src/lib/bytes.ts";
import { deriveKeyring } from "../../../src/storage/keys/keyring.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { errorOf, ORIGIN, post, postOver, request, requestOver, withSettings } from "../../support/service.ts";
import { realPorts } from "../../support/storage/ports.ts";

const { sealer, randomBytes } = await realPorts();
const signIn = (username: string, password: string) => post("/auth", { username, password });
const failure = (message: string) => `Authentication failure. ${message}`;
const list = (headers: Record<string, string>) => request("/token/", { headers });

describe("a sign-in", () => {
  // This test must be the first: there is no administrator yet.
  it("makes the bootstrap administrator only with the right password, and only while there is none", async () => {
    const odd = await withSettings({ BOOTSTRAP_ADMIN: "a>b?c~d ü_-:password:with:colons" });
    const name = "a>b?c~d ü_-";
    expect(errorOf(await postOver(odd, "/auth", { username: name, password: "no" }))[1]).toBe(4031);
    const { value } = (await postOver(odd, "/auth", { username: name, password: "password:with:colons" })).json.result;
    expect(value).toMatchObject({ role: "admin", username: name, realm: "", rights: [...RIGHTS] });
    expect(value.token.split(".")[1]).toMatch(/^[A-Za-z0-9+/]+$/);
    expect((await requestOver(odd, "/token/", { headers: { Authorization: value.token } })).status).toBe(200);
    // By now it is too late for the worker's own bootstrap administrator.
    expect(errorOf(await signIn("admin", ADMIN_PASSWORD))).toEqual([401, 4031, failure("Wrong credentials")]);
    await env.DB.prepare("DELETE FROM admin").run();
    expect((await signIn("admin", ADMIN_PASSWORD)).status).toBe(200);
  });

  it("returns the fields that privacyIDEA's clients look for, and a JWT", async () => {
    const { headers, json } = await signIn("admin", ADMIN_PASSWORD);
    expect(json.result.value).toMatchObject({
      token: expect.stringMatching(/^[\w-]+\.[A-Za-z0-9+/]+\.[\w-]+$/),
      role: "admin",
      username: "admin",
      realm: "",
      rights: [...RIGHTS],
      log_level: 30,
    });
    expect(headers.get("Cache-Control")).toBe("no-store");
  });

  it("is refused in the same words for a wrong, an empty and a missing password and an unknown name", async () => {
    const wrong = [401, 4031, failure("Wrong credentials")];
    expect(errorOf(await signIn("admin", ADMIN_PASSWORD.toUpperCase()))).toEqual(wrong);
    expect(errorOf(await signIn("admin", ""))).toEqual(wrong);
    expect(errorOf(await post("/auth", { username: "admin" }))).toEqual(wrong);
    expect(errorOf(await signIn("nobody", ADMIN_PASSWORD))).toEqual(wrong);
    expect(errorOf(await signIn("ADMIN", ADMIN_PASSWORD))).toEqual(wrong);
  });

  it("wants a name", async () => {
    const missing = [401, 4032, failure("Missing Username")];
    expect(errorOf(await post("/auth", { password: ADMIN_PASSWORD }))).toEqual(missing);
    expect(errorOf(await signIn("", ADMIN_PASSWORD))).toEqual(missing);
    expect(errorOf(await post("/auth", {}))).toEqual(missing);
  });
});

describe("a password hashed with fewer iterations than an account's takes", () => {
  const stored = async () => {
    const row = await env.DB.prepare("SELECT * FROM admin WHERE name = 'admin'").first<Record<string, string>>();
    const opened = await sealer.open("password", "admin", row?.sealed_password ?? "");
    return { generation: row?.generation, iterations: iterationsOf(new TextDecoder().decode(opened)) };
  };

  it("is hashed again when it is right, whatever PIN_ITERATIONS is, and the sessions continue", async () => {
    const { value } = (await signIn("admin", ADMIN_PASSWORD)).json.result;
    const { generation, iterations } = await stored();
    expect(iterations).toBe(100_000);
    const cheap = utf8(await hashPin(ADMIN_PASSWORD, 1000, makeSalt(randomBytes)));
    await env.DB.prepare("UPDATE admin SET sealed_password = ? WHERE name = 'admin'")
      .bind(await sealer.seal("password", "admin", cheap))
      .run();
    const app = await withSettings({});
    await postOver(app, "/auth", { username: "admin", password: "wrong" });
    expect(await stored()).toEqual({ generation, iterations: 1000 });
    await postOver(app, "/auth", { username: "admin", password: ADMIN_PASSWORD });
    expect(await stored()).toEqual({ generation, iterations: 100_000 });
    expect((await list({ Authorization: value.token })).status).toBe(200);
    expect((await signIn("admin", ADMIN_PASSWORD)).status).toBe(200);
  });
});

describe("a call of an administrator", () => {
  const token = async (): Promise<string> => (await signIn("admin", ADMIN_PASSWORD)).json.result.value.token;

  it("accepts the JWT in either header, on its own or after Bearer", async () => {
    const jwt = await token();
    for (const header of ["PI-Authorization", "Authorization", "authorization"])
      for (const value of [jwt, `Bearer ${jwt}`, `bearer  ${jwt}`, ` ${jwt} `])
        expect((await list({ [header]: value })).status).toBe(200);
  });

  it("goes by PI-Authorization when both are there", async () => {
    const jwt = await token();
    expect((await list({ "PI-Authorization": jwt, Authorization: "Basic eDp5" })).status).toBe(200);
    expect((await list({ "PI-Authorization": "x", Authorization: jwt })).status).toBe(401);
  });

  it("without a JWT is 4033", async () => {
    const missing = [401, 4033, failure("Missing Authorization header.")];
    for (const headers of [{}, { Authorization: "" }, { "PI-Authorization": " " }] as Record<string, string>[])
      expect(errorOf(await list(headers))).toEqual(missing);
  });

  it("with a bad JWT is 4304", async () => {
    const [header, payload] = (await token()).split(".");
    const decoding = "Error decoding the Authorization token:";
    const cases = [
      ["x", `${decoding} Not enough segments`],
      ["Bearer", `${decoding} Not enough segments`],
      ["Basic eDp5", `${decoding} Not enough segments`],
      [`${header}.${payload}.AAAA`, `${decoding} Signature verification failed`],
    ] as const;
    for (const [value, message] of cases)
      expect(errorOf(await list({ Authorization: value }))).toEqual([401, 4304, failure(message)]);
  });

  it("an hour later is 4305", async () => {
    const jwt = await token();
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 3_601_000 });
    const reply = await list({ Authorization: jwt });
    vi.useRealTimers();
    expect(errorOf(reply)).toEqual([401, 4305, failure("Your token has expired")]);
  });

  it("in another role is 4306", async () => {
    const { newest } = await deriveKeyring([fromBase64(env.MASTER_KEY) as Bytes]);
    const parts = [
      { alg: "HS256", typ: "JWT", kid: newest.id },
      {
        iss: ORIGIN,
        aud: ORIGIN,
        jti: "5e55",
        username: "admin",
        generation: 1,
        role: "user",
        amr: [],
        exp: 4_000_000_000,
      },
    ];
    const signed = parts.map((part) => toBase64Url(utf8(JSON.stringify(part)))).join(".");
    const mac = toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", newest.jwt, utf8(signed))));
    const message = failure("You do not have the necessary role (['admin']) to access this resource!");
    expect(errorOf(await list({ Authorization: `${signed}.${mac}` }))).toEqual([401, 4306, message]);
  });

  it("is 4304 once the account is gone or has a new password, and changes nothing", async () => {
    const jwt = await token();
    await env.DB.prepare("UPDATE admin SET generation = generation + 1").run();
    const reply = await post("/token/init", { type: "tiqr", user: "late" }, { Authorization: jwt });
    expect(errorOf(reply).slice(0, 2)).toEqual([401, 4304]);
    expect(await env.DB.prepare("SELECT 1 FROM user WHERE name = 'late'").first()).toBeNull();
    expect((await list({ Authorization: await token() })).status).toBe(200);
  });

  it("is 403 with code 303 when the account lacks the right", async () => {
    await env.DB.prepare(`UPDATE admin SET rights = '["tokenlist"]'`).run();
    const jwt = await token();
    const headers = { Authorization: jwt };
    expect((await list(headers)).status).toBe(200);
    const calls: [string, string, string][] = [
      ["POST", "/token/init?type=tiqr&user=u", "enrollTIQR"],
      ["POST", "/token/enable?serial=S", "enable"],
      ["POST", "/token/disable?serial=S", "disable"],
      ["POST", "/token/reset?serial=S", "reset"],
      ["DELETE", "/token/S", "delete"],
      ["DELETE", "/token/challenges/transaction/12345678901234567890", "getchallenges"],
    ];
    for (const [method, path, right] of calls)
      expect(errorOf(await request(path, { method, headers }))).toEqual([
        403,
        303,
        `ERR303: Your account lacks the right ${right}.`,
      ]);
    await env.DB.prepare(`UPDATE admin SET rights = '["*"]'`).run();
  });
});
