import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseSuite, type SuiteProblem } from "../../src/ocra/suite.ts";
import { anySuite, suiteOf } from "./suites.ts";

describe("parseSuite", () => {
  it("reads the parts that any suite was written from", () => {
    fc.assert(
      fc.property(anySuite, (suite) => {
        expect(suiteOf(suite.text)).toEqual(suite);
      }),
    );
  });

  it("reads the suite that new TiQR tokens get", () => {
    expect(suiteOf("OCRA-1:HOTP-SHA256-8:QH10-S064")).toEqual({
      text: "OCRA-1:HOTP-SHA256-8:QH10-S064",
      hash: "SHA-256",
      digits: 8,
      counter: false,
      question: { format: "H", length: 10 },
      pinHash: undefined,
      sessionLength: 64,
      timeStepSeconds: undefined,
    });
  });

  it("keeps the text as written, in any case", () => {
    expect(suiteOf("ocra-1:Hotp-sha1-6:qn08").text).toBe("ocra-1:Hotp-sha1-6:qn08");
  });

  it("gives a bare field the default of RFC 6287 §6.3 but keeps the text as written", () => {
    const { text, ...bare } = suiteOf("OCRA-1:HOTP-SHA1-6:C-Q-P-S-T");
    const { text: _, ...full } = suiteOf("OCRA-1:HOTP-SHA1-6:C-QN08-PSHA1-S064-T1M");
    expect(bare).toEqual(full);
    expect(text).toBe("OCRA-1:HOTP-SHA1-6:C-Q-P-S-T");
  });

  const wrong: [text: string, code: SuiteProblem, message: string][] = [
    [
      "OCRA-1:HOTP-SHA1-6:QN08 ",
      "not-ascii",
      'got "OCRA-1:HOTP-SHA1-6:QN08 ", expected printable ASCII without spaces',
    ],
    ["OCRA-1:HOTP-SHA1-6:QN08\n", "not-ascii", "without spaces"],
    ["OCRA-1:HOTP-SHA1-6:QN08-ſ064", "not-ascii", "ſ064"],
    ["", "not-three-parts", 'got "", expected <Algorithm>:<CryptoFunction>:<DataInput>'],
    ["OCRA-1:HOTP-SHA1-6", "not-three-parts", "OCRA-1:HOTP-SHA1-6"],
    ["OCRA-1:HOTP-SHA1-6:QN08:", "not-three-parts", "QN08:"],
    ["OCRA-2:HOTP-SHA1-6:QN08", "unsupported-algorithm", 'got "OCRA-2", expected OCRA-1'],
    [":HOTP-SHA1-6:QN08", "unsupported-algorithm", 'got ""'],
    ["OCRA-1::QN08", "malformed-crypto-function", 'got "", expected HOTP-<hash>-<digits>'],
    ["OCRA-1:TOTP-SHA1-6:QN08", "malformed-crypto-function", "TOTP-SHA1-6"],
    ["OCRA-1:HOTP-SHA1:QN08", "malformed-crypto-function", "HOTP-SHA1"],
    ["OCRA-1:HOTP-SHA1-:QN08", "malformed-crypto-function", "HOTP-SHA1-"],
    ["OCRA-1:HOTP-SHA1-6-6:QN08", "malformed-crypto-function", "HOTP-SHA1-6-6"],
    ["OCRA-1:HOTP-SHA-1-6:QN08", "malformed-crypto-function", "HOTP-SHA-1-6"],
    ["OCRA-1:HOTP-MD5-6:QN08", "unsupported-hash", 'got "MD5", expected SHA1, SHA256 or SHA512'],
    ["OCRA-1:HOTP-SHA384-6:QN08", "unsupported-hash", "SHA384"],
    ["OCRA-1:HOTP-SHA1-3:QN08", "unsupported-digits", 'got "3", expected 0 or 4 to 10'],
    ["OCRA-1:HOTP-SHA1-11:QN08", "unsupported-digits", "11"],
    ["OCRA-1:HOTP-SHA1-06:QN08", "unsupported-digits", "06"],
    ["OCRA-1:HOTP-SHA1-+6:QN08", "unsupported-digits", "+6"],
    ["OCRA-1:HOTP-SHA1-6:", "unknown-field", 'got "", expected a field C, Q, P, S or T'],
    ["OCRA-1:HOTP-SHA1-6:QN08-", "unknown-field", 'got ""'],
    ["OCRA-1:HOTP-SHA1-6:QN08-X", "unknown-field", 'got "X"'],
    ["OCRA-1:HOTP-SHA1-6:QN08-QN08", "repeated-field", 'got "QN08-QN08", expected Q once'],
    ["OCRA-1:HOTP-SHA1-6:QN08-S064-QH10", "repeated-field", "expected Q once"],
    ["OCRA-1:HOTP-SHA1-6:QN08-C", "misplaced-field", 'got "QN08-C", expected the order C, Q, P, S, T'],
    ["OCRA-1:HOTP-SHA1-6:QN08-S064-PSHA1", "misplaced-field", "QN08-S064-PSHA1"],
    ["OCRA-1:HOTP-SHA1-6:C", "missing-question", 'got "C", expected a field Q'],
    ["OCRA-1:HOTP-SHA1-6:S064", "missing-question", "S064"],
    ["OCRA-1:HOTP-SHA1-6:C8-QN08", "malformed-counter", 'got "C8", expected C alone'],
    ["OCRA-1:HOTP-SHA1-6:QX08", "unsupported-question-format", 'got "QX08", expected QA, QN or QH'],
    ["OCRA-1:HOTP-SHA1-6:Q08", "unsupported-question-format", "Q08"],
    ["OCRA-1:HOTP-SHA1-6:QN", "unsupported-question-length", 'got "QN", expected two digits, 04 to 64'],
    ["OCRA-1:HOTP-SHA1-6:QH9", "unsupported-question-length", "QH9"], // privacyIDEA takes it
    ["OCRA-1:HOTP-SHA1-6:QN03", "unsupported-question-length", "QN03"],
    ["OCRA-1:HOTP-SHA1-6:QN65", "unsupported-question-length", "QN65"],
    ["OCRA-1:HOTP-SHA1-6:QN008", "unsupported-question-length", "QN008"],
    ["OCRA-1:HOTP-SHA1-6:QN08-PMD5", "unsupported-pin-hash", 'got "PMD5", expected PSHA1, PSHA256 or PSHA512'],
    ["OCRA-1:HOTP-SHA1-6:QN08-S64", "unsupported-session-length", 'got "S64", expected three digits, 001 to 999'],
    ["OCRA-1:HOTP-SHA1-6:QN08-S000", "unsupported-session-length", "S000"],
    ["OCRA-1:HOTP-SHA1-6:QN08-S0064", "unsupported-session-length", "S0064"],
    ["OCRA-1:HOTP-SHA1-6:QN08-T0S", "unsupported-time-step", 'got "T0S", expected 1S to 59S, 1M to 59M or 1H to 48H'],
    ["OCRA-1:HOTP-SHA1-6:QN08-T60S", "unsupported-time-step", "T60S"],
    ["OCRA-1:HOTP-SHA1-6:QN08-T60M", "unsupported-time-step", "T60M"],
    ["OCRA-1:HOTP-SHA1-6:QN08-T49H", "unsupported-time-step", "T49H"],
    ["OCRA-1:HOTP-SHA1-6:QN08-T0H", "unsupported-time-step", "T0H"], // erratum 3729
    ["OCRA-1:HOTP-SHA1-6:QN08-T01M", "unsupported-time-step", "T01M"],
    ["OCRA-1:HOTP-SHA1-6:QN08-T1D", "unsupported-time-step", "T1D"],
    ["OCRA-1:HOTP-SHA1-6:QN08-T1", "unsupported-time-step", "T1"],
  ];

  it.each(wrong)("refuses %j as %s", (text, code, message) => {
    expect(parseSuite(text)).toEqual({ ok: false, reason: { code, message: expect.stringContaining(message) } });
  });

  it("accepts any text at all without an exception", () => {
    const character = fc.constantFrom(..."OCRA-1:HOTPSHA1256-6:QN08CST0Mſ \0");
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.string({ unit: character, maxLength: 40 })), (text) => {
        const parsed = parseSuite(text);
        expect(parsed.ok ? parsed.suite.text === text : parsed.reason.message.startsWith("got ")).toBe(true);
      }),
    );
  });
});
