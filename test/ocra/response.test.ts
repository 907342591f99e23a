import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromHex, utf8 } from "../../src/lib/bytes.ts";
import { type DataInput, timeStepsAt } from "../../src/ocra/data-input.ts";
import { makeQuestion } from "../../src/ocra/question.ts";
import { computeResponse, type ResponseProblem, verifyResponse } from "../../src/ocra/response.ts";
import { anySuite, suiteOf } from "./suites.ts";

const key = utf8("12345678901234567890123456789012");
const empty = new Uint8Array(0);

const plain = suiteOf("OCRA-1:HOTP-SHA256-8:QH10");
const withSession = suiteOf("OCRA-1:HOTP-SHA256-8:QH10-S064");
const withEverything = suiteOf("OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1-S064-T1M");
const everything = { counter: 7, question: "12345678", pin: "1234", session: "abc", timeSteps: 9 } as const;

/** The response, or the code of the reason why there is none. */
async function answer(suite: Parameters<typeof computeResponse>[0], input: DataInput, withKey = key): Promise<string> {
  const computed = await computeResponse(suite, withKey, input);
  return computed.ok ? computed.response : computed.reason.code;
}

describe("computeResponse", () => {
  it("needs every input that the suite names", async () => {
    const { counter: _c, ...noCounter } = everything;
    const { pin: _p, ...noPin } = everything;
    const { session: _s, ...noSession } = everything;
    const { timeSteps: _t, ...noTimeSteps } = everything;
    expect(await answer(withEverything, everything)).toMatch(/^\d{8}$/);
    expect(await answer(withEverything, noCounter)).toBe("missing-counter");
    expect(await answer(withEverything, noPin)).toBe("missing-pin");
    expect(await answer(withEverything, noSession)).toBe("missing-session");
    expect(await answer(withEverything, noTimeSteps)).toBe("missing-time-steps");
    expect(await answer(withEverything, { ...everything, question: "" })).toBe("missing-question");
  });

  it("takes an empty PIN or session for a missing one", async () => {
    expect(await answer(withEverything, { ...everything, pin: "" })).toBe("missing-pin");
    expect(await answer(withEverything, { ...everything, pin: empty })).toBe("missing-pin");
    expect(await answer(withEverything, { ...everything, session: "" })).toBe("missing-session");
  });

  it("ignores inputs that the suite does not name, malformed ones too", async () => {
    const question = "c0c89b5345";
    const surplus = { counter: -1, pin: empty, session: "not-hex", timeSteps: 0.5 };
    expect(await answer(plain, { question, ...surplus })).toBe(await answer(plain, { question }));
  });

  it("changes with every single input and with the way the suite is written", async () => {
    const responses = await Promise.all([
      answer(withEverything, everything),
      answer(withEverything, { ...everything, counter: 8 }),
      answer(withEverything, { ...everything, question: "12345679" }),
      answer(withEverything, { ...everything, questionReading: "digits-as-hex" }),
      answer(withEverything, { ...everything, pin: "1235" }),
      answer(withEverything, { ...everything, session: "abd" }),
      answer(withEverything, { ...everything, timeSteps: 10 }),
      answer(withEverything, everything, utf8("another key")),
      answer(suiteOf(withEverything.text.toLowerCase()), everything),
      answer(suiteOf(withEverything.text.replace("S064", "S")), everything),
    ]);
    expect(new Set(responses).size).toBe(responses.length);
  });

  it.each<[string, Partial<DataInput>, ResponseProblem, string]>([
    ["a negative counter", { counter: -1 }, "malformed-counter", "got -1, expected an integer of 64 bits"],
    ["a fraction of a counter", { counter: 1.5 }, "malformed-counter", "got 1.5"],
    ["a counter that is no exact number", { counter: 2 ** 53 }, "malformed-counter", "got 9007199254740992"],
    ["a counter of 65 bits", { counter: 2n ** 64n }, "malformed-counter", "got 18446744073709551616"],
    [
      "time steps that are no number",
      { timeSteps: Number.NaN },
      "malformed-time-steps",
      "got NaN, expected an integer",
    ],
    ["a question of another alphabet", { question: "1234567a" }, "malformed-question", "expected decimal digits"],
    [
      "a PIN hash of another hash",
      { pin: new Uint8Array(32) },
      "malformed-pin-hash",
      "got 32 bytes, expected 20 of SHA-1",
    ],
    ["a session that is not hex", { session: "not-hex" }, "malformed-session", "expected hex digits"],
    [
      "a session of more than nnn bytes",
      { session: "f".repeat(129) },
      "session-too-long",
      "got 129 hex digits, expected at most 128",
    ],
  ])("refuses %s", async (_, part, code, message) => {
    expect(await computeResponse(withEverything, key, { ...everything, ...part })).toEqual({
      ok: false,
      reason: { code, message: expect.stringContaining(message) },
    });
  });

  it("reveals no PIN and no session in a reason", async () => {
    const secret = "5ec4e7";
    for (const part of [{ pin: utf8(secret) }, { session: `${secret}zz` }, { session: secret.repeat(30) }]) {
      const computed = await computeResponse(withEverything, key, { ...everything, ...part });
      expect(computed.ok).toBe(false);
      expect(JSON.stringify(computed)).not.toContain(secret);
    }
  });

  it("refuses the empty key", async () => {
    expect(await computeResponse(plain, empty, { question: "c0c89b5345" })).toEqual({
      ok: false,
      reason: { code: "empty-key", message: "got a key of 0 bytes, expected at least 1" },
    });
  });

  it("takes the PIN as text or as its hash", async () => {
    const sha1Of1234 = fromHex("7110eda4d09e062aa5e4a390b0a572ac0d2c0220") ?? empty;
    expect(await answer(withEverything, { ...everything, pin: sha1Of1234 })).toBe(
      await answer(withEverything, everything),
    );
  });

  it("pads the session with zeros on the left, even if it has an odd number of digits", async () => {
    const question = "c0c89b5345";
    const padded = await answer(withSession, { question, session: "abc".padStart(128, "0") });
    expect(await answer(withSession, { question, session: "abc" })).toBe(padded);
    expect(await answer(withSession, { question, session: "0ABC" })).toBe(padded);
    expect(await answer(withSession, { question, session: "abc0" })).not.toBe(padded);
  });

  it("counts in whole 64-bit numbers", async () => {
    const suite = suiteOf("OCRA-1:HOTP-SHA1-0:C-QN08");
    const at = (counter: number | bigint) => answer(suite, { question: "12345678", counter });
    expect(await at(2 ** 53 - 1)).toBe(await at(2n ** 53n - 1n));
    const most = [await at(0), await at(2n ** 32n), await at(2n ** 63n), await at(2n ** 64n - 1n)];
    expect(new Set(most).size).toBe(4);
  });
});

describe("timeStepsAt", () => {
  it("gives the T of RFC 6287 Appendix C", () => {
    expect(timeStepsAt(Date.UTC(2008, 2, 25, 12, 6, 30), 60).toString(16)).toBe("132d0b6");
  });

  it("counts whole steps only", () => {
    expect(timeStepsAt(59_999, 60)).toBe(0);
    expect(timeStepsAt(60_000, 60)).toBe(1);
    expect(timeStepsAt(48 * 3_600_000, 48 * 3600)).toBe(1);
  });
});

describe("verifyResponse", () => {
  const anyCase = fc
    .record({
      suite: anySuite,
      key: fc.uint8Array({ minLength: 1, maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
      counter: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
      pin: fc.string({ minLength: 1 }),
      seed: fc.infiniteStream(fc.integer({ min: 0, max: 255 })),
      timeSteps: fc.nat(),
    })
    .map(({ suite, key, counter, pin, seed, timeSteps }) => {
      const draw = (length: number) => new Uint8Array([...seed.take(length)]);
      const session = makeQuestion({ format: "H", length: suite.sessionLength ?? 1 }, draw);
      const input: DataInput = { question: makeQuestion(suite.question, draw), counter, pin, session, timeSteps };
      return { suite, key, input };
    });

  it("accepts exactly the result of computeResponse, for any suite", async () => {
    await fc.assert(
      fc.asyncProperty(anyCase, fc.nat(), async ({ suite, key, input }, position) => {
        const right = await answer(suite, input, key);
        expect(right).toMatch(suite.digits === 0 ? /^[0-9a-f]{40,128}$/ : new RegExp(`^\\d{${suite.digits}}$`));
        expect(await verifyResponse(suite, key, input, right)).toBe(true);

        const at = position % right.length;
        const digit = ((Number.parseInt(right.charAt(at), 16) + 1) % 10).toString();
        const wrong = right.slice(0, at) + digit + right.slice(at + 1);
        expect(await verifyResponse(suite, key, input, wrong)).toBe(false);
      }),
    );
  });

  it("refuses any other string of digits", async () => {
    const input = { question: "c0c89b5345" };
    const right = await answer(plain, input);
    await fc.assert(
      fc.asyncProperty(fc.stringMatching(/^[0-9]{0,12}$/), async (digits) => {
        expect(await verifyResponse(plain, key, input, digits)).toBe(digits === right);
      }),
    );
  });

  it("refuses text of another length or alphabet without an exception", async () => {
    const input = { question: "c0c89b5345" };
    const right = await answer(plain, input);
    const fullWidth = [...right].map((digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0)).join("");
    const others = [
      "",
      right.slice(1),
      `${right}0`,
      `0${right}`,
      ` ${right}`,
      `${right}\n`,
      `${right}\0`,
      fullWidth,
      "\ud800",
      "-1",
      "NaN",
    ];
    for (const other of others) expect(await verifyResponse(plain, key, input, other)).toBe(false);
    expect(await verifyResponse(plain, key, input, right)).toBe(true);
  });

  it("accepts nothing if there is no key", async () => {
    // The HMAC with the empty key. WebCrypto takes no such key, but a block of zeros is the same
    // key.
    const input = { question: "c0c89b5345" };
    const forged = await answer(plain, input, new Uint8Array(64));
    expect(forged).toMatch(/^\d{8}$/);
    expect(await verifyResponse(plain, empty, input, forged)).toBe(false);
    expect(await verifyResponse(plain, empty, input, "empty-key")).toBe(false);
  });

  it("accepts nothing when an input is missing", async () => {
    const question = "c0c89b5345";
    expect(await verifyResponse(withSession, key, { question }, "")).toBe(false);
    expect(await verifyResponse(withSession, key, { question }, await answer(plain, { question }))).toBe(false);
  });
});
