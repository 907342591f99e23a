// privacyIDEA's envelope: the sets of keys are those of its recorded exchanges, [1, 3, 31, 45, 109,
// 120, 205, 313].

import { describe, expect, it } from "vitest";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { asAdmin, check, enrol, initToken, poll, post, type Reply, request } from "../../support/service.ts";

const SUCCESS = ["id", "jsonrpc", "result", "time", "version", "versionnumber"];
const WITH_DETAIL = ["detail", ...SUCCESS];
const ERROR = ["detail", "id", "jsonrpc", "result", "time", "version"];

function expectSuccess(reply: Reply, id: 1 | 2, keys: readonly string[]): void {
  const { json } = reply;
  expect(reply.status).toBe(200);
  expect(Object.keys(json).sort()).toEqual(keys);
  expect(Object.keys(json.result).sort()).toEqual(
    id === 2 ? ["authentication", "status", "value"] : ["status", "value"],
  );
  expect(json).toMatchObject({ id, jsonrpc: "2.0", result: { status: true }, versionnumber: expect.any(String) });
  expect(json.version).toBe(`tiqr-edge ${json.versionnumber}`);
  expectTime(reply);
}

function expectError(reply: Reply, status: number, detail: object | null, error: object): void {
  const { json } = reply;
  expect(reply.status).toBe(status);
  expect(Object.keys(json).sort()).toEqual(ERROR);
  expect(json.detail).toEqual(detail);
  expect(json).toMatchObject({ id: 1, jsonrpc: "2.0", version: expect.stringMatching(/^tiqr-edge \d/) });
  expect(json.result).toEqual({ status: false, error });
  expectTime(reply);
}

/** A client with strict types reads a float, so the text must contain a fraction. */
function expectTime({ text, json, headers }: Reply): void {
  expect(text).toMatch(/"time":\d{10}\.\d+[,}]/);
  expect(Math.abs(json.time - Date.now() / 1000)).toBeLessThan(60);
  expect(headers.get("Content-Type")).toBe("application/json");
}

describe("a success", () => {
  it("of /auth has id 2, an authentication and no detail", async () => {
    expectSuccess(await post("/auth", { username: "admin", password: ADMIN_PASSWORD }), 2, SUCCESS);
  });

  it("of /token has id 1, and a detail only if one is given", async () => {
    const { serial } = (await enrol({ user: "envelope", pin: "1234" })) as { serial: string };
    expectSuccess(await initToken({ user: "envelope2" }), 1, WITH_DETAIL);
    expectSuccess(await asAdmin("GET", `/token/?serial=${serial}`), 1, SUCCESS);
    expectSuccess(await asAdmin("POST", "/token/reset", { serial }), 1, SUCCESS);
  });

  it("of /validate has id 2, an authentication and a detail", async () => {
    await enrol({ user: "envelope3", pin: "1234" });
    const triggered = await check({ user: "envelope3", pass: "1234" });
    expectSuccess(triggered, 2, WITH_DETAIL);
    expectSuccess(await check({ user: "envelope3", pass: "wrong" }), 2, WITH_DETAIL);
    expectSuccess(
      await check({ user: "envelope3", transaction_id: triggered.json.detail.transaction_id }),
      2,
      WITH_DETAIL,
    );
    expectSuccess(await poll("1"), 2, WITH_DETAIL);
  });

  it("says ACCEPT, CHALLENGE or REJECT, and has value true only with ACCEPT", async () => {
    const { phone } = await enrol({ user: "envelope4", pin: "1234" });
    const { json } = await check({ user: "envelope4", pass: "1234" });
    expect(json.result).toEqual({ authentication: "CHALLENGE", status: true, value: false });
    await phone.login(json.detail.attributes.value);
    const { result, detail } = (await check({ user: "envelope4", transaction_id: json.detail.transaction_id })).json;
    expect(result).toEqual({ authentication: "ACCEPT", status: true, value: true });
    expect(Object.keys(detail).sort()).toEqual(["message", "serial", "user", "user-realm", "user-resolver"]);
  });
});

describe("an error", () => {
  it("of a sign-in has an empty object for its detail", async () => {
    const error = { code: 4031, message: "Authentication failure. Wrong credentials" };
    expectError(await post("/auth", { username: "admin", password: "no" }), 401, {}, error);
  });

  it("to a caller who has not signed in has null for its detail", async () => {
    const error = { code: 4033, message: "Authentication failure. Missing Authorization header." };
    expectError(await request("/token/"), 401, null, error);
    expectError(await post("/token/init", {}), 401, null, error);
  });

  it("of any other kind has null for its detail, on every path", async () => {
    const parameter = (message: string) => ({ code: 905, message: `ERR905: ${message}` });
    const subject = parameter("You need to specify a serial, user or credential_id.");
    expectError(await check({ pass: "x" }), 400, null, subject);
    expectError(await initToken({}), 400, null, parameter("Missing parameter: 'user'"));
    expectError(await request("/ttype/nosuch"), 400, null, parameter("Invalid tokentype provided. ttype: nosuch"));
    const unknown = { code: 601, message: "The requested token could not be found." };
    expectError(await check({ serial: "NOSUCH", pass: "x" }), 404, null, unknown);
  });

  it("carries an integer for its code", async () => {
    const { json } = await check({ serial: "NOSUCH" });
    expect(Number.isInteger(json.result.error.code)).toBe(true);
  });
});

describe("a nonce", () => {
  const beside = ({ json }: Reply) => [json.nonce, json.detail?.warnings];

  it("is repeated beside every answer, as privacyIDEA repeats it, and warned about by none", async () => {
    await enrol({ user: "nonce", pin: "1234", serial: "NONCE" });
    const nonce = "4711-a";
    for (const reply of [
      await check({ user: "nonce", pass: "1234", nonce }),
      await check({ user: "nonce", pass: "wrong", nonce }),
      await check({ nonce }),
      await post("/validate/samlcheck", { user: "nonce", pass: "1234", nonce }),
      await request(`/validate/polltransaction?transaction_id=1&nonce=${nonce}`),
      await post("/auth", { username: "admin", password: "no", nonce }),
      await initToken({ user: "nonce2", nonce }),
      await asAdmin("POST", "/token/reset", { serial: "NONCE", nonce }),
      await asAdmin("GET", `/token/?serial=NONCE&nonce=${nonce}`),
      await asAdmin("GET", `/validate/capabilities?nonce=${nonce}`),
      await asAdmin("GET", `/auth/rights?nonce=${nonce}`),
      await request(`/token/?nonce=${nonce}`),
      await request(`/nosuch?nonce=${nonce}`),
    ])
      expect([reply.text, ...beside(reply)]).toEqual([reply.text, nonce, undefined]);
  });

  it("is left out where none was sent, or a longer one than any parameter may be", async () => {
    expect((await check({ user: "nobody", nonce: "" })).json).not.toHaveProperty("nonce");
    const long = await request(`/validate/check?nonce=${"x".repeat(1025)}`);
    expect([long.json.result.error.message, long.json.nonce]).toEqual(["ERR905: Parameter too long: nonce", undefined]);
  });
});

describe("a path that does not exist", () => {
  it.each(["/nosuch", "/auth/", "/validate", "/validate/check/", "/ttype", "/ttype/tiqr/x", "/.env"])(
    "%s is an error like any other",
    async (path) => {
      const reply = await request(path);
      expectError(reply, 404, null, { code: 404, message: "There is no such path." });
      expect(reply.headers.get("TiQR-Reason")).toBe("unknown-path");
    },
  );
});
