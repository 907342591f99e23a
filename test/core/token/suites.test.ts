import { describe, expect, it } from "vitest";
import {
  commonQuestion,
  isWrongInPhp,
  RECOMMENDED_SUITE,
  readTokenSuite,
  storedSuite,
} from "../../../src/core/token/suites.ts";

const common = (...suites: string[]) => commonQuestion(suites.map(storedSuite));

describe("the suite of a token", () => {
  it.each([
    RECOMMENDED_SUITE,
    "OCRA-1:HOTP-SHA1-6:QH10-S",
    "OCRA-1:HOTP-SHA1-6:QN08",
    "OCRA-1:HOTP-SHA512-8:QH08-S064",
    "OCRA-1:HOTP-SHA256-8:QH10-S128",
    "OCRA-1:HOTP-SHA256-8:QN10-S256",
    "OCRA-1:HOTP-SHA256-8:QH10-S512",
  ])("may be %s", (text) => {
    const read = readTokenSuite(text);
    expect(read).toMatchObject({ ok: true, suite: { text } });
  });

  it.each([
    ["a counter", "OCRA-1:HOTP-SHA256-8:C-QH10", "no C, P or T field"],
    ["a PIN hash", "OCRA-1:HOTP-SHA256-8:QH10-PSHA1", "no C, P or T field"],
    ["a time", "OCRA-1:HOTP-SHA256-8:QH10-T1M", "no C, P or T field"],
    ["an alphanumeric question", "OCRA-1:HOTP-SHA256-8:QA10", "QA questions"],
    ["a hex question of odd length", "OCRA-1:HOTP-SHA256-8:QH09", "even length"],
    ["nine digits", "OCRA-1:HOTP-SHA256-9:QH10", "6 to 8 digits"],
    ["ten digits", "OCRA-1:HOTP-SHA256-10:QH10", "6 to 8 digits"],
    ["the whole HMAC", "OCRA-1:HOTP-SHA256-0:QH10", "6 to 8 digits"],
    ["five digits, which are guessed too easily", "OCRA-1:HOTP-SHA256-5:QH10", "6 to 8 digits"],
    ["a question of seven digits, which comes up again", "OCRA-1:HOTP-SHA1-6:QN07", "8 characters"],
    ["a question of six hex digits", "OCRA-1:HOTP-SHA1-6:QH06", "8 characters"],
    ["the shortest session", "OCRA-1:HOTP-SHA256-8:QH10-S001", "none, S, S064"],
    ["three digits", "OCRA-1:HOTP-SHA256-3:QH10", "0 or 4 to 10"],
    ["another hash", "OCRA-1:HOTP-MD5-6:QH10", "SHA1, SHA256 or SHA512"],
    ["no suite at all", "hunter2", "OCRA-1:HOTP"],
  ])("may not have %s, and the refusal names one that works", (_, text, why) => {
    const read = readTokenSuite(text);
    if (read.ok || read.reason.code !== "invalid-parameter") throw new Error(`${text} was taken`);
    expect(read.reason.message).toContain(why);
    expect(read.reason.message).toContain(RECOMMENDED_SUITE);
    expect(readTokenSuite(RECOMMENDED_SUITE).ok).toBe(true);
  });

  it.each(["S009", "S010", "S011", "S020", "S032", "S063", "S065", "S100", "S127", "S511", "S999"])(
    "may not have the session %s, which the apps take for 64 bytes, and the refusal names those that work",
    (session) => {
      const read = readTokenSuite(`OCRA-1:HOTP-SHA256-8:QH10-${session}`);
      const message = expect.stringContaining("the TiQR apps know as a session none, S, S064, S128, S256 or S512");
      expect(read).toEqual({ ok: false, reason: { code: "invalid-parameter", message } });
    },
  );

  it.each([
    ["S512", true],
    ["s512", true],
    ["S256", false],
    ["S", false],
  ])("with the session %s is computed wrongly by the PHP client: %s", (session, wrong) => {
    expect(isWrongInPhp(storedSuite(`OCRA-1:HOTP-SHA256-8:QH10-${session}`))).toBe(wrong);
  });

  it("is a bug when a stored one does not parse", () => {
    expect(() => storedSuite("hunter2")).toThrow("a token has the suite hunter2");
  });
});

describe("the question that several tokens share", () => {
  it("is a single suite's own", () => {
    expect(common("OCRA-1:HOTP-SHA1-6:QH10-S")).toEqual({ format: "H", length: 10 });
    expect(common("OCRA-1:HOTP-SHA1-6:QN09")).toEqual({ format: "N", length: 9 });
  });

  it("keeps the format if all have it, at the shortest length", () => {
    expect(common("OCRA-1:HOTP-SHA1-6:QH10", "OCRA-1:HOTP-SHA256-8:QH08-S064")).toEqual({ format: "H", length: 8 });
    expect(common("OCRA-1:HOTP-SHA1-6:QN07", "OCRA-1:HOTP-SHA1-6:QN10")).toEqual({ format: "N", length: 7 });
  });

  it("consists of decimal digits, which are also hex digits, if the formats differ", () => {
    expect(common("OCRA-1:HOTP-SHA1-6:QN10", "OCRA-1:HOTP-SHA1-6:QH12")).toEqual({ format: "N", length: 10 });
  });

  it("has an even length when a hex suite is among them", () => {
    expect(common("OCRA-1:HOTP-SHA1-6:QN09", "OCRA-1:HOTP-SHA1-6:QH12")).toEqual({ format: "N", length: 8 });
  });
});
