// How parameters arrive: merged from query, form and JSON, decoded as privacyIDEA decodes them, and
// limited in length. /validate/initialize shows what has arrived: it names the type that does not
// exist.

import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  admin,
  check,
  errorOf,
  type Reply,
  request,
  requestOver,
  tokenOf,
  withSettings,
} from "../../support/service.ts";

const URLENCODED = { "Content-Type": "application/x-www-form-urlencoded" };
const JSON_TYPE = { "Content-Type": "application/json" };

/** The type that the service finds in a request. */
const typeIn = ({ json }: Reply): string | undefined =>
  /^ERR905: Unsupported token type: ([\s\S]*)\. Logins begin/.exec(json.result.error?.message)?.[1];
const send = (query: string, body?: BodyInit, headers: Record<string, string> = {}): Promise<Reply> =>
  request(`/validate/initialize${query}`, body === undefined ? { headers } : { method: "POST", body, headers });
const form = (body: string, headers = {}) => send("", body, { ...URLENCODED, ...headers });
const json = (body: object, query = "") => send(query, JSON.stringify(body), JSON_TYPE);
const multipart = (fields: Record<string, string>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

describe("parameters", () => {
  it("are taken from the query, a form of either kind, and JSON", async () => {
    expect(typeIn(await send("?type=q"))).toBe("q");
    expect(typeIn(await form("type=f"))).toBe("f");
    expect(typeIn(await send("", multipart({ type: "m" })))).toBe("m");
    expect(typeIn(await json({ type: "j" }))).toBe("j");
    expect(typeIn(await send("", '{"type":"c"}', { "Content-Type": "Application/JSON; charset=utf-8" }))).toBe("c");
  });

  it("are merged: the form before the query, JSON before both", async () => {
    expect(typeIn(await send("?type=q", "type=f", URLENCODED))).toBe("f");
    expect(typeIn(await send("?type=q", multipart({ type: "m" })))).toBe("m");
    expect(typeIn(await json({ type: "j" }, "?type=q"))).toBe("j");
    expect(typeIn(await send("?type=q", "pass=f", URLENCODED))).toBe("q");
    expect(typeIn(await json({ pass: "j" }, "?type=q"))).toBe("q");
    expect(typeIn(await json({ type: null }, "?type=q"))).toBe("q");
  });

  it("given twice in a query or a form of either kind count as the first, in JSON as the last", async () => {
    expect(typeIn(await send("?type=a&type=b"))).toBe("a");
    expect(typeIn(await form("type=a&type=b"))).toBe("a");
    const twice = multipart({ type: "a" });
    twice.append("type", "b");
    expect(typeIn(await send("", twice))).toBe("a");
    expect(typeIn(await send("?type=q&type=r", "type=a&type=b", URLENCODED))).toBe("a");
    expect(errorOf(await form("type=&type=b")).slice(0, 2)).toEqual([400, 905]);
    expect(typeIn(await send("", '{"type":"a","type":"b"}', JSON_TYPE))).toBe("b");
  });

  it("that are empty count as missing, even if the query has a value", async () => {
    expect(errorOf(await send("?type=q", "type=", URLENCODED)).slice(0, 2)).toEqual([400, 905]);
    expect(errorOf(await json({ type: "" }, "?type=q")).slice(0, 2)).toEqual([400, 905]);
  });

  it("in JSON may be numbers and booleans, but nothing deeper", async () => {
    expect(typeIn(await json({ type: 42 }))).toBe("42");
    expect(typeIn(await json({ type: true }))).toBe("true");
    for (const type of [{ a: 1 }, ["a"]])
      expect(errorOf(await json({ type }))).toEqual([400, 905, "ERR905: Not a text: type"]);
  });

  it("in a body of another type are not read", async () => {
    for (const body of ["type=a", '{"type":"j"}'])
      expect(typeIn(await send("?type=q", body, { "Content-Type": "text/plain" }))).toBe("q");
  });

  it("are those of the query, where a body of type JSON is empty", async () => {
    expect(typeIn(await send("?type=q", "", JSON_TYPE))).toBe("q");
  });

  it("may have the names of an object's built-in properties", async () => {
    expect(typeIn(await send("", '{"__proto__":"x","constructor":"y","type":"j"}', JSON_TYPE))).toBe("j");
    expect(errorOf(await form("__proto__=x&toString=y")).slice(0, 2)).toEqual([400, 905]);
  });
});

describe("a second percent decoding", () => {
  it("is done for query and form, as by privacyIDEA [153], and never for JSON [154]", async () => {
    expect(typeIn(await form("type=te%2573t"))).toBe("test");
    expect(typeIn(await send("?type=te%2573t"))).toBe("test");
    expect(typeIn(await send("", multipart({ type: "te%73t" })))).toBe("test");
    expect(typeIn(await json({ type: "te%73t" }))).toBe("te%73t");
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
    expect(typeIn(await form("type=a%2541", { "User-Agent": agent }))).toBe(read);
    expect(typeIn(await send("?type=a%2541", undefined, { "User-Agent": agent }))).toBe(read);
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
    expect(typeIn(await form(`type=${raw}`))).toBe(read);
    expect(typeIn(await send(`?type=${raw}`))).toBe(read);
  });

  it("leaves every text without a percent sign, and restores a text that was encoded twice", {
    timeout: 30_000,
  }, async () => {
    const any = fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(any, async (text) => {
        const twice = encodeURIComponent(encodeURIComponent(text));
        expect(typeIn(await form(`type=${twice}`))).toBe(text);
        if (!text.includes("%")) expect(typeIn(await form(`type=${encodeURIComponent(text)}`))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });
});

describe("a request that is too much or broken", () => {
  const long = [400, 905, "ERR905: Parameter too long: type"];

  it("over 64 KiB is 413, whatever length it claims, and one just under it is read", async () => {
    const tooLarge = [413, 905, "ERR905: The request is too large."];
    const padding = (bytes: number) => `type=x&${"&".repeat(bytes - 7)}`;
    expect(typeIn(await form(padding(64 * 1024)))).toBe("x");
    expect(errorOf(await form(padding(64 * 1024 + 1)))).toEqual(tooLarge);
    expect(errorOf(await json({ type: "x", more: "y".repeat(70_000) }))).toEqual(tooLarge);
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
    expect(typeIn(await form(`type=x&pass=${fits}`))).toBe("x");
    expect(errorOf(await form(`type=${exceeds}`))).toEqual(long);
    expect(errorOf(await send(`?type=${exceeds}`))).toEqual(long);
    expect(errorOf(await json({ type: exceeds }))).toEqual(long);
    expect(errorOf(await form(`type=x&other=${exceeds}`))[2]).toBe("ERR905: Parameter too long: other");
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
