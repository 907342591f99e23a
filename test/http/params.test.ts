// How parameters arrive: merged from query, form and JSON, decoded as privacyIDEA decodes them, and limited in length.
// /validate/check shows what has arrived: it names the user that does not exist.

import * as fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { admin, check, enrol, type Reply, request, requestOver, tokenOf, withSettings } from "../support/service.ts";

const URLENCODED = { "Content-Type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "Content-Type": "application/json" };

/** The user whom the service finds in a request. */
const userIn = ({ json }: Reply): string | undefined =>
  /^ERR904: User <([\s\S]*)@realm1> does not exist\.$/.exec(json.result.error?.message)?.[1];
const send = (query: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<Reply> =>
  request(`/validate/check${query}`, body === undefined ? { headers } : { method: "POST", body, headers });
const form = (body: string, headers = {}) => send("", body, { ...URLENCODED, ...headers });
const json = (body: object, query = "") => send(query, JSON.stringify(body), JSON_TYPE);
const multipart = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};
const errorOf = ({ status, json: { result } }: Reply) => [status, result.error.code, result.error.message];

describe("parameters", () => {
  it("are taken from the query, a form of either kind, and JSON", async () => {
    expect(userIn(await send("?user=q"))).toBe("q");
    expect(userIn(await form("user=f"))).toBe("f");
    expect(userIn(await send("", multipart({ user: "m" })))).toBe("m");
    expect(userIn(await json({ user: "j" }))).toBe("j");
    expect(userIn(await send("", '{"user":"c"}', { "Content-Type": "Application/JSON; charset=utf-8" }))).toBe("c");
  });

  it("are merged: the form before the query, JSON before both", async () => {
    expect(userIn(await send("?user=q", "user=f", URLENCODED))).toBe("f");
    expect(userIn(await send("?user=q", multipart({ user: "m" })))).toBe("m");
    expect(userIn(await json({ user: "j" }, "?user=q"))).toBe("j");
    expect(userIn(await send("?user=q", "pass=f", URLENCODED))).toBe("q");
    expect(userIn(await json({ pass: "j" }, "?user=q"))).toBe("q");
    expect(userIn(await json({ user: null }, "?user=q"))).toBe("q");
  });

  it("given twice count as the last", async () => {
    expect(userIn(await send("?user=a&user=b"))).toBe("b");
    expect(userIn(await form("user=a&user=b"))).toBe("b");
    const twice = multipart({ user: "a" });
    twice.append("user", "b");
    expect(userIn(await send("", twice))).toBe("b");
    expect(userIn(await send("", '{"user":"a","user":"b"}', JSON_TYPE))).toBe("b");
  });

  it("that are empty count as missing, even if the query has a value", async () => {
    expect(errorOf(await send("?user=q", "user=", URLENCODED)).slice(0, 2)).toEqual([400, 905]);
    expect(errorOf(await json({ user: "" }, "?user=q")).slice(0, 2)).toEqual([400, 905]);
  });

  it("in JSON may be numbers and booleans, but nothing deeper", async () => {
    expect(userIn(await json({ user: 42 }))).toBe("42");
    expect(userIn(await json({ user: true }))).toBe("true");
    for (const user of [{ a: 1 }, ["a"]])
      expect(errorOf(await json({ user }))).toEqual([400, 905, "ERR905: Not a text: user"]);
  });

  it("in a body of another type are not read", async () => {
    expect(userIn(await send("?user=q", "user=a", { "Content-Type": "text/plain" }))).toBe("q");
  });

  it("may have the names of an object's built-in properties", async () => {
    expect(userIn(await send("", '{"__proto__":"x","constructor":"y","user":"j"}', JSON_TYPE))).toBe("j");
    expect(errorOf(await form("__proto__=x&toString=y")).slice(0, 2)).toEqual([400, 905]);
  });
});

describe("a second percent decoding", () => {
  beforeAll(async () => {
    await enrol({ user: "percent", pin: "test", serial: "PERCENT" });
  });
  const message = ({ json: { detail } }: Reply) => detail.message;
  const opened = "Please scan the QR Code";

  it("is done for query and form, as by privacyIDEA [153], and never for JSON [154]", async () => {
    expect(message(await form("user=percent&pass=te%2573t"))).toBe(opened);
    expect(message(await send("?user=percent&pass=te%2573t"))).toBe(opened);
    expect(message(await send("", multipart({ user: "percent", pass: "te%73t" })))).toBe(opened);
    expect(message(await json({ user: "percent", pass: "te%73t" }))).toBe("wrong otp pin");
  });

  it.each([
    ["privacyidea-cp/3.5", "a%41"],
    ["privacyIDEA-LDAP-Proxy/1.0 x", "a%41"],
    ["simpleSAMLphp", "a%41"],
    ["simplesamlphp 2.3", "a%41"],
    ["PrivacyIDEA-CP/3.6", "a%41"],
    ["simpleSAMLphp2", "aA"],
    ["Mozilla simpleSAMLphp/1", "aA"],
    ["privacyIDEA-Keycloak/1.5", "aA"],
    ["FreeRADIUS", "aA"],
    ["", "aA"],
  ])("is not done for some products: %j reads a%%2541 as %s", async (agent, read) => {
    expect(userIn(await form("user=a%2541", { "User-Agent": agent }))).toBe(read);
    expect(userIn(await send("?user=a%2541", undefined, { "User-Agent": agent }))).toBe(read);
  });

  it.each([
    ["a%2Bb", "a+b"], // the first decoding makes a plus, which the second leaves alone
    ["a+b", "a b"],
    ["a%252Bb", "a+b"],
    ["a%25zz", "a%zz"],
    ["a%25", "a%"],
    ["a%254", "a%4"],
    ["%25zz%2541", "%zzA"],
    ["j%25C3%25BC", "jü"],
    ["j%C3%BC", "jü"],
    ["%2525", "%"],
    ["%252541", "%41"],
  ])("reads %s as %j", async (raw, read) => {
    expect(userIn(await form(`user=${raw}`))).toBe(read);
    expect(userIn(await send(`?user=${raw}`))).toBe(read);
  });

  it("leaves every text without a percent sign, and restores a text that was encoded twice", {
    timeout: 30_000,
  }, async () => {
    const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }).filter((s) => !s.includes("@"));
    await fc.assert(
      fc.asyncProperty(text, async (user) => {
        const twice = encodeURIComponent(encodeURIComponent(user));
        expect(userIn(await form(`user=${twice}`))).toBe(user);
        if (!user.includes("%")) expect(userIn(await form(`user=${encodeURIComponent(user)}`))).toBe(user);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a request that is too much or broken", () => {
  const long = [400, 905, "ERR905: Parameter too long: user"];

  it("over 64 KiB is 413, whatever length it claims, and one just under it is read", async () => {
    const tooLarge = [413, 905, "ERR905: The request is too large."];
    const padding = (bytes: number) => `user=x&${"&".repeat(bytes - 7)}`;
    expect(userIn(await form(padding(64 * 1024)))).toBe("x");
    expect(errorOf(await form(padding(64 * 1024 + 1)))).toEqual(tooLarge);
    expect(errorOf(await json({ user: "x", more: "y".repeat(70_000) }))).toEqual(tooLarge);
    const chunks = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 70; i++) controller.enqueue(new TextEncoder().encode("&".repeat(1024)));
        controller.close();
      },
    });
    const app = await withSettings({});
    const streamed = { method: "POST", body: chunks, headers: URLENCODED };
    expect(errorOf(await requestOver(app, "/validate/check", streamed))).toEqual(tooLarge);
  });

  it("with a parameter over 1 KiB is refused, wherever that is", async () => {
    const [fits, exceeds] = ["x".repeat(1024), "x".repeat(1025)];
    expect(userIn(await form(`user=x&pass=${fits}`))).toBe("x");
    expect(errorOf(await form(`user=${exceeds}`))).toEqual(long);
    expect(errorOf(await send(`?user=${exceeds}`))).toEqual(long);
    expect(errorOf(await json({ user: exceeds }))).toEqual(long);
    expect(errorOf(await form(`user=x&other=${exceeds}`))[2]).toBe("ERR905: Parameter too long: other");
  });

  it.each([
    ["application/json", "{"],
    ["application/json", "\xff"],
    ["application/json", "[]"],
    ["application/json", "null"],
    ["application/json", '"user"'],
    ["multipart/form-data", "--x"],
    ["multipart/form-data; boundary=y", "no form"],
  ])("of type %s with the body %j is refused", async (type, body) => {
    expect(errorOf(await send("", body, { "Content-Type": type })).slice(0, 2)).toEqual([400, 905]);
  });
});

describe("a lone surrogate in JSON", () => {
  it("is the replacement character, in every URL and comparison made of it", async () => {
    const body = '{"type":"tiqr","user":"lone\\ud800","pin":"123\\udc00","serial":"LONE"}';
    const headers = { ...JSON_TYPE, ...(await admin()) };
    expect((await request("/token/init", { method: "POST", body, headers })).status).toBe(200);
    expect(await tokenOf("LONE")).toMatchObject({ username: "lone\ufffd" });
    expect((await check({ user: "lone\ufffd", pass: "123\ufffd" })).json.detail.message).toBe(
      "Token is not enrolled yet",
    );
  });
});
