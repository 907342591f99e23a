// `detail.warnings`: the parameters of a request that its route does not take.

import { describe, expect, it } from "vitest";
import api from "../../../docs/api.md?raw";
import { DEFINITIONS, type Route } from "../../../src/http/all-definitions.ts";
import { IGNORED } from "../../../src/http/request/unknown-parameters.ts";
import {
  admin,
  asAdmin,
  check,
  enrol,
  initToken,
  makePhone,
  openLogin,
  poll,
  type Reply,
  request,
  tokenOf,
} from "../../support/service.ts";

const warningsIn = ({ json }: Reply): unknown => json.detail?.warnings;
const unknown = (name: string, meant?: string): string =>
  `unknown parameter: ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;

describe("a misspelt parameter is named, with the one that was meant", () => {
  it("on /token/init, which still does its work", async () => {
    const made = await initToken({ user: "alice", pinn: "1", User: "bob" });
    expect(made.status).toBe(200);
    expect(made.json.detail).toMatchObject({
      warnings: [unknown("pinn", "pin"), unknown("User", "user")],
      warning_codes: ["unknown-parameter", "unknown-parameter"],
      tiqrenroll: { value: expect.stringMatching(/^tiqrenroll:/) },
    });
    expect(await tokenOf(made.json.detail.serial)).toMatchObject({ username: "alice" });
  });

  it("in a refusal, too, where a parameter is required", async () => {
    const refused = await asAdmin("POST", "/token/init", { usr: "alice" });
    expect(refused.status).toBe(400);
    expect(refused.json.detail).toEqual({ warnings: [unknown("usr", "user")], warning_codes: ["unknown-parameter"] });
  });

  it("in a query, a form and JSON, where the answer has no detail of its own", async () => {
    const { serial } = await enrol({ user: "carol", pin: "1234" });
    const [path, warnings] = [`/token/disable/${serial}`, [unknown("sereal", "serial")]];
    expect(warningsIn(await asAdmin("POST", `${path}?sereal=x`))).toEqual(warnings);
    expect(warningsIn(await asAdmin("POST", path, { sereal: "x" }))).toEqual(warnings);
    const headers = { ...(await admin()), "Content-Type": "application/json" };
    expect(warningsIn(await request(path, { method: "POST", headers, body: '{"sereal":"x"}' }))).toEqual(warnings);
  });

  it("on /validate/check, /auth and polls, whatever their answer is", async () => {
    const { phone } = await enrol({ user: "dave", pin: "1234" });
    const challenge = await check({ user: "dave", pass: "1234", pas: "x" });
    expect(challenge.json.result.authentication).toBe("CHALLENGE");
    expect(warningsIn(challenge)).toEqual([unknown("pas", "pass")]);
    const { id: transactionId, link } = await openLogin({ user: "dave", pass: "1234" });
    await phone.login(link);
    const polled = await request(`/validate/polltransaction?transactionid=x&transaction_id=${transactionId}`);
    expect(polled.json.detail).toEqual({
      challenge_status: "accept",
      transaction_state: "answered",
      warnings: [unknown("transactionid", "transaction_id")],
      warning_codes: ["unknown-parameter"],
    });
    const accepted = await check({ user: "dave", transaction_id: transactionId, trasnaction_id: "x" });
    expect(accepted.json.result.authentication).toBe("ACCEPT");
    expect(warningsIn(accepted)).toEqual([unknown("trasnaction_id", "transaction_id")]);
    expect(warningsIn(await check({ user: "dave", pass: "wrong", realmn: "x" }))).toEqual([unknown("realmn", "realm")]);
    const body = new URLSearchParams({ username: "nobody", pasword: "x" });
    expect((await request("/auth", { method: "POST", body })).json.detail).toEqual({
      warnings: [unknown("pasword", "password")],
      warning_codes: ["unknown-parameter"],
    });
  });
});

describe("the suggestion is a parameter of the same route", () => {
  it.each([
    ["GET", "/token/?pagesise=5", unknown("pagesise", "pagesize")],
    ["GET", "/audit/?pagesize=5", unknown("pagesize", "page_size")],
    ["GET", "/audit/statistics?page=5", unknown("page")],
    ["GET", "/system/?key=x", unknown("key")],
    ["GET", "/realm/?x=x", unknown("x")],
    ["GET", "/user/?usernane=x", unknown("usernane", "username")],
    ["GET", "/token/challenges/?transaction=5", unknown("transaction", "transaction_id")],
    ["GET", "/token/challenges/TIQR1?pagesise=5", unknown("pagesise", "pagesize")],
    ["POST", "/token/reset?locked_sinse=5", unknown("locked_sinse", "locked_since")],
    ["POST", "/token/setpin?pin=5", unknown("pin")],
    ["POST", "/auth?user=x", unknown("user", "username")],
    ["POST", "/validate/check?password=x", unknown("password", "pass")],
    ["POST", "/validate/triggerchallenge?usr=x", unknown("usr", "user")],
    ["POST", "/token/enrollmentlink?validty=5", unknown("validty", "validity")],
  ])("%s %s", async (method, path, warning) => {
    expect(warningsIn(await asAdmin(method, path))).toEqual([warning]);
  });
});

describe("no warning is given", () => {
  it("of parameters that are right, of empty ones, and of those that privacyIDEA knows and we ignore", async () => {
    const ignored = Object.fromEntries([...IGNORED].filter((name) => name !== "type").map((name) => [name, "1"]));
    const made = await initToken({ user: "erin", ...ignored, realm: "realm1", pinn: "" });
    expect(made.status).toBe(200);
    expect(made.json.detail).not.toHaveProperty("warnings");
    expect((await check({ user: "erin", resConf: "x", client: "192.0.2.1" })).json.detail).not.toHaveProperty(
      "warnings",
    );
    expect((await asAdmin("POST", "/token/disable", { user: "erin" })).json).not.toHaveProperty("detail");
    expect((await poll("1")).json.detail).not.toHaveProperty("warnings");
  });

  it("to phones, whose replies are words of the protocol", async () => {
    const phone = makePhone();
    const { detail } = (await initToken({ user: "frank", pin: "1234" })).json;
    const outcome = await phone.enroll(`${detail.tiqrenroll.value}`);
    expect(outcome.told).toBe("enrolled");
    const [session, serial] = ["x", detail.serial];
    const metadata = await request(`/ttype/tiqr?action=metadata&session=${session}&serial=${serial}&sesion=y`);
    expect(metadata.text).not.toContain("unknown parameter");
  });
});

describe("an answer repeats of the request", () => {
  it("no value", async () => {
    const { text } = await check({ user: "grace", paas: "my-secret-pin" });
    expect(text).toContain(unknown("paas", "pass"));
    expect(text).not.toContain("my-secret-pin");
    const halved = await request("/validate/check", {
      method: "POST",
      headers: { "Content-Type": "application/x-www-form-urlencoded" },
      body: "user=grace&pass=half&of-a-password",
    });
    expect(halved.text).not.toContain("of-a-password");
  });

  it("five names at most, and no name that is long or has other characters than letters, digits, _, . and -", async () => {
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`zzzzzzz${index}`, "x"]));
    expect(warningsIn(await check({ user: "grace", ...many }))).toHaveLength(5);
    const odd = { "<b>": "x", "x\r\ny": "x", "\u202e": "x", "\0": "x", "a b": "x", [`z${"y".repeat(40)}`]: "x" };
    expect(warningsIn(await check({ user: "grace", ...odd }))).toEqual([
      "unknown parameter, whose name cannot be shown",
    ]);
    expect(warningsIn(await check({ user: "grace", [`z${"y".repeat(39)}`]: "x", __proto__x: "y" }))).toHaveLength(2);
  });

  it("no suggestion that is far off", async () => {
    expect(warningsIn(await check({ user: "grace", colour: "x", pn: "x" }))).toEqual([
      unknown("colour"),
      unknown("pn"),
    ]);
  });
});

it("docs/api.md names no parameter that its route does not know", () => {
  const parts = api.matchAll(/^#### (?:`GET` or )?`(GET|POST|PATCH|DELETE) (\/[^`?<]*)[\s\S]*?(?=^####|^<!-- end)/gm);
  // The names in brackets behind a name are its values.
  const named = [...parts].flatMap(([part, method = "", path = ""]) => {
    const [, names = ""] = /^- Parameters: (.*\n(?: {2}.*\n)*)/m.exec(part) ?? [];
    return [...names.replace(/\([^)]*\)/g, "").matchAll(/`([a-z_]+)`/g)].map(([, name = ""]) => ({
      route: `${method} ${path}`,
      name,
    }));
  });
  expect(named.length).toBeGreaterThan(30);
  const definitionOf = (route: string) => DEFINITIONS[route as Route];
  const taken = (route: string): readonly string[] => {
    const { takes = [], body, form } = definitionOf(route) ?? {};
    return [
      ...takes,
      ...[body, form].flatMap((schema) => Object.keys((schema?.properties as object | undefined) ?? {})),
    ];
  };
  const defined = named.filter(({ route }) => definitionOf(route));
  expect(defined.length).toBeGreaterThan(30);
  expect(defined.filter(({ route, name }) => !taken(route).includes(name))).toEqual([]);
});
