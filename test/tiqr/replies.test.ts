import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PhoneReply, readReply, renderReply } from "../../src/tiqr/replies.ts";

/** The bytes of each word in both protocols. */
const WORDS: readonly (readonly [PhoneReply, string, string])[] = [
  [{ word: "ok" }, "OK", '{"responseCode":1}'],
  [{ word: "enrollment-refused", message: "no" }, "ENROLLMENT_REFUSED", '{"responseCode":101,"message":"no"}'],
  [{ word: "wrong-response", attemptsLeft: 2 }, "INVALID_RESPONSE:2", '{"responseCode":201,"attemptsLeft":2}'],
  [{ word: "invalid-request" }, "INVALID_REQUEST", '{"responseCode":202}'],
  [{ word: "invalid-challenge" }, "INVALID_CHALLENGE", '{"responseCode":203}'],
  [{ word: "account-blocked" }, "ACCOUNT_BLOCKED", '{"responseCode":204}'],
];

const TEXT_HEADERS = { "Content-Type": "text/plain; charset=utf-8" };
const JSON_HEADERS = { "Content-Type": "application/json", "X-TIQR-Protocol-Version": "2" };

describe("a reply", () => {
  it.each(WORDS)("says %j in exactly these bytes", (reply, text, json) => {
    expect(renderReply(reply, undefined)).toEqual({ body: text, headers: TEXT_HEADERS });
    expect(renderReply(reply, "2")).toEqual({ body: json, headers: JSON_HEADERS });
  });

  it.each([undefined, "", "1", "0", "x", "-2"])(
    "is text without a protocol header to a phone that says %j",
    (header) => {
      expect(renderReply({ word: "ok" }, header)).toEqual({ body: "OK", headers: TEXT_HEADERS });
    },
  );

  it.each(["2", "3", " 2", "10"])("is JSON with the header to a phone that says %j", (header) => {
    expect(renderReply({ word: "ok" }, header)).toEqual({ body: '{"responseCode":1}', headers: JSON_HEADERS });
  });

  it("has one digit of attempts in text, because Java reads 10 as 1, and the number itself in JSON", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (attemptsLeft) => {
        const reply = { word: "wrong-response", attemptsLeft } as const;
        const digit = Math.min(attemptsLeft, 9);
        expect(renderReply(reply, "1").body).toBe(`INVALID_RESPONSE:${digit}`);
        expect(JSON.parse(renderReply(reply, "2").body)).toEqual({ responseCode: 201, attemptsLeft });
      }),
    );
  });
});

describe("a phone reads a reply", () => {
  it.each(WORDS)("that says %j, in either protocol", (reply, text, json) => {
    const read = readReply(text, null);
    expect(read).toEqual(reply.word === "enrollment-refused" ? { ...reply, message: text } : reply);
    expect(readReply(json, "2")).toEqual(reply);
  });

  // From test/vectors/phones-measured.json: the replies that Java and iOS, which use only the header, take for success.
  it.each([
    ["OK", null],
    ["OK", "1"],
    ['{"responseCode":1}', "2"],
  ])("%j with protocol %j as success", (body, header) => {
    expect(readReply(body, header)).toEqual({ word: "ok" });
  });

  // The rows of test/vectors/phones-measured.json in which iOS says "unknown error", or no app sees a number of attempts.
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
    ['{"jsonrpc":"2.0","result":{"status":false}}', "2"],
    ["<html><body>Bad Gateway</body></html>", null],
  ])("%j with protocol %j as nothing it understands", (body, header) => {
    expect(readReply(body, header)).toBeUndefined();
  });

  it.each(["Fail", "FAIL"])("%s as no success", (body) => {
    expect(readReply(body, null)?.word).not.toBe("ok");
  });
});
