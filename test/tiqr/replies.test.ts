import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PhoneReply, readReply, readsJson, renderReply } from "../../src/tiqr/replies.ts";

const SENTENCE = "Ask for a new one.";

/** The bytes of each word in both protocols. */
const WORDS: readonly (readonly [PhoneReply, string, string])[] = [
  [{ word: "ok" }, "OK", '{"responseCode":1}'],
  [{ word: "enrollment-refused" }, "ENROLLMENT_REFUSED", '{"responseCode":101,'],
  [{ word: "wrong-response", attemptsLeft: 2 }, "INVALID_RESPONSE:2", '{"responseCode":201,"attemptsLeft":2,'],
  [{ word: "invalid-request" }, "INVALID_REQUEST", '{"responseCode":202,'],
  [{ word: "show-digits" }, "INVALID_REQUEST", "{"],
  [{ word: "invalid-challenge" }, "INVALID_CHALLENGE", '{"responseCode":203,'],
  [{ word: "account-blocked" }, "ACCOUNT_BLOCKED", '{"responseCode":204,'],
  [{ word: "blocked-for", duration: 5 }, "INVALID_CHALLENGE", '{"responseCode":204,"duration":5,'],
];
const inJson = (start: string) => (start.endsWith("}") ? start : `${start}"message":"${SENTENCE}"}`);

const TEXT_HEADERS = { "Content-Type": "text/plain; charset=utf-8" };
const JSON_HEADERS = { "Content-Type": "application/json", "X-TIQR-Protocol-Version": "2" };

describe("a reply", () => {
  it.each(WORDS)("says %j in exactly these bytes", (reply, text, json) => {
    expect(renderReply(reply, SENTENCE, false)).toEqual({ body: text, headers: TEXT_HEADERS });
    expect(renderReply(reply, SENTENCE, true)).toEqual({ body: inJson(json), headers: JSON_HEADERS });
  });

  it("has one digit of attempts in text, because Java reads 10 as 1, and the number itself in JSON", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (attemptsLeft) => {
        const reply = { word: "wrong-response", attemptsLeft } as const;
        const digit = Math.min(attemptsLeft, 9);
        expect(renderReply(reply, SENTENCE, false).body).toBe(`INVALID_RESPONSE:${digit}`);
        const json = JSON.parse(renderReply(reply, SENTENCE, true).body);
        expect(json).toEqual({ responseCode: 201, attemptsLeft, message: SENTENCE });
      }),
    );
  });
});

describe("a phone reads JSON", () => {
  it.each(["2", "3", " 2", "10"])("if its header is %j, whatever else it is", (protocol) => {
    for (const onIos of [true, false]) expect(readsJson({ protocol, onIos, version: undefined })).toBe(true);
  });

  it("if it is an app for iOS, which has no header, and its body says so or was not read", () => {
    for (const protocol of [undefined, ""])
      for (const version of ["(null)", null]) expect(readsJson({ protocol, onIos: true, version })).toBe(true);
  });

  it.each([
    { what: "no header", protocol: undefined, onIos: false, version: undefined },
    { what: "no header, and its body was not read", protocol: undefined, onIos: false, version: null },
    { what: "iOS's version alone", protocol: undefined, onIos: false, version: "(null)" },
    { what: "iOS's name alone", protocol: undefined, onIos: true, version: undefined },
    { what: "a version of its own", protocol: undefined, onIos: true, version: "2" },
    { what: "the header 1, though on iOS", protocol: "1", onIos: true, version: "(null)" },
    ...["0", "x", "-2"].map((protocol) => ({ what: protocol, protocol, onIos: false, version: undefined })),
  ])("but not with $what", ({ what: _, ...asking }) => {
    expect(readsJson(asking)).toBe(false);
  });
});

/** What text has no word for. */
const LOST_IN_TEXT: Partial<Record<PhoneReply["word"], PhoneReply>> = {
  "blocked-for": { word: "invalid-challenge" },
  "show-digits": { word: "invalid-request" },
};

describe("a phone reads a reply", () => {
  it.each(WORDS)("that says %j, in either protocol", (reply, text, json) => {
    expect(readReply(text, null)).toEqual(LOST_IN_TEXT[reply.word] ?? reply);
    expect(readReply(inJson(json), "2")).toEqual(reply.word === "ok" ? reply : { ...reply, message: SENTENCE });
  });

  // From test/vectors/phones-measured.json: the replies that Java and iOS, which use only the
  // header, take for success.
  it.each([
    ["OK", null],
    ["OK", "1"],
    ['{"responseCode":1}', "2"],
  ])("%j with protocol %j as success", (body, header) => {
    expect(readReply(body, header)).toEqual({ word: "ok" });
  });

  // The rows of test/vectors/phones-measured.json in which iOS says "unknown error", or no app sees
  // a number of attempts.
  it.each([
    ['"OK"', null],
    ["OK\n", null],
    ["", null],
    ['{"responseCode":1}', null],
    ["OK", "2"],
    ["INVALID_RESPONSE", null],
    ["INVALID_RESPONSE:0", null],
    ["INVALID_RESPONSE:-1", null],
    ['{"responseCode":201}', "2"],
    ['{"responseCode":201,"attemptsLeft":0}', "2"],
    ['{"responseCode":999}', "2"],
    ['{"responseCode":"1"}', "2"],
    ["null", "2"],
    ['{"jsonrpc":"2.0","result":{"status":false}}', null],
    ["<html><body>Bad Gateway</body></html>", null],
  ])("%j with protocol %j as nothing it understands", (body, header) => {
    expect(readReply(body, header)).toBeUndefined();
  });

  it.each(["Fail", "FAIL"])("%s as no success", (body) => {
    expect(readReply(body, null)?.word).not.toBe("ok");
  });
});
