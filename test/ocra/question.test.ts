import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Bytes, type RandomBytes, toHex } from "../../src/lib/bytes.ts";
import { encodeQuestion, makeQuestion } from "../../src/ocra/question.ts";
import type { QuestionFormat } from "../../src/ocra/suite.ts";

const random: RandomBytes = (length) => crypto.getRandomValues(new Uint8Array(length));

/** Returns these bytes in turn, and then throws. */
function source(bytes: Iterable<number>): RandomBytes {
  const left = [...bytes];
  return (length) => {
    if (left.length < length) throw new Error("the source is spent");
    return new Uint8Array(left.splice(0, length));
  };
}

const everyByte = Array.from({ length: 256 }, (_, byte) => byte);

const alphabets: [format: QuestionFormat, alphabet: string][] = [
  ["A", "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"],
  ["N", "0123456789"],
  ["H", "0123456789abcdef"],
];

describe("makeQuestion", () => {
  it.each(alphabets)(
    "draws %s questions of the announced length from the whole alphabet and nothing else",
    (format, alphabet) => {
      const seen = new Set<string>();
      for (let length = 4; length <= 64; length++)
        for (let round = 0; round < 4; round++) {
          const question = makeQuestion({ format, length }, random);
          expect(question).toHaveLength(length);
          for (const character of question) seen.add(character);
        }
      // 8296 characters: the chance that one of 62 is missing is below 10^-55.
      expect([...seen].sort().join("")).toBe(alphabet);
    },
  );

  it.each(alphabets)("gives every character of %s the same share of the byte values", (format, alphabet) => {
    const share = Math.floor(256 / alphabet.length);
    const counts = new Map<string, number>();
    for (const byte of everyByte) {
      // A redrawn byte shows in the characters that follow, which come from the zeros after it.
      const drawn = makeQuestion({ format, length: 1 }, source([byte, 0]));
      const rejected = byte >= share * alphabet.length;
      if (rejected) expect(drawn).toBe(alphabet[0]);
      else counts.set(drawn, (counts.get(drawn) ?? 0) + 1);
    }
    expect([...counts]).toEqual([...alphabet].map((character) => [character, share]));
  });

  it("skips bytes that would favour the first characters, and draws as many again", () => {
    expect(makeQuestion({ format: "N", length: 4 }, source([255, 1, 250, 2, 251, 3, 4]))).toBe("1234");
    expect(makeQuestion({ format: "A", length: 4 }, source([248, 61, 255, 0, 247, 10]))).toBe("z0zA");
    expect(makeQuestion({ format: "H", length: 4 }, source([255, 16, 31, 250]))).toBe("f0fa");
  });
});

describe("encodeQuestion", () => {
  const encoded = (...args: Parameters<typeof encodeQuestion>): string => {
    const result = encodeQuestion(...args);
    if (!result.ok) throw new Error(result.reason.message);
    expect(result.bytes).toHaveLength(128);
    return toHex(result.bytes).replace(/(00)*$/, "");
  };

  it("writes an N question as a number in hex, padded on the right", () => {
    expect(encoded("0255", "N")).toBe("ff");
    expect(encoded("00000000", "N")).toBe("");
    expect(encoded("12345678", "N")).toBe("bc614e");
  });

  it("pads an odd number of hex digits with a 0 on the right, not on the left", () => {
    expect(encoded("0042", "N")).toBe("2a");
    expect(encoded("4095", "N")).toBe("fff0");
    expect(encoded("abc", "H")).toBe("abc0");
  });

  it("takes the digits of an N question as hex digits when told so", () => {
    expect(encoded("12345678", "N", "digits-as-hex")).toBe("12345678");
    expect(encoded("0042", "N", "digits-as-hex")).toBe("0042");
    expect(encoded("abc0", "H", "digits-as-hex")).toBe("abc0");
    expect(encoded("1234", "A", "digits-as-hex")).toBe("31323334");
  });

  it("reads hex of either case as the same question", () => {
    expect(encoded("DeadBeef", "H")).toBe(encoded("deadbeef", "H"));
  });

  it("writes an A question as ASCII", () => {
    expect(encoded("CLI22220SRV11110", "A")).toBe("434c4932323232305352563131313130");
  });

  it("takes two questions of 64 characters one after the other, but not one character more", () => {
    for (const [format] of alphabets) {
      expect(encodeQuestion("1".repeat(128), format)).toMatchObject({ ok: true });
      expect(encodeQuestion("1".repeat(129), format)).toEqual({
        ok: false,
        reason: { code: "question-too-long", message: "got 129 characters, expected at most 128" },
      });
    }
  });

  it.each<[string, QuestionFormat, string, string]>([
    ["", "N", "missing-question", "got none, expected a question"],
    ["1234a", "N", "malformed-question", 'got "1234a", expected decimal digits'],
    ["-1234", "N", "malformed-question", "decimal digits"],
    ["0x1234", "N", "malformed-question", "decimal digits"],
    ["１２３４", "N", "malformed-question", "decimal digits"],
    ["xyz0", "H", "malformed-question", 'got "xyz0", expected hex digits'],
    ["ab\n", "H", "malformed-question", "hex digits"],
    ["ab cd", "A", "malformed-question", 'got "ab cd", expected letters and digits'],
    ["ünter", "A", "malformed-question", "letters and digits"],
  ])("refuses the question %j of format %s as %s", (question, format, code, message) => {
    expect(encodeQuestion(question, format)).toEqual({
      ok: false,
      reason: { code, message: expect.stringContaining(message) },
    });
  });

  it("never gives two N questions of one length the same bytes when read digit by digit", () => {
    const digits = fc.stringMatching(/^[0-9]{8}$/);
    fc.assert(
      fc.property(digits, digits, (one, other) => {
        fc.pre(one !== other);
        expect(encoded(one, "N", "digits-as-hex")).not.toBe(encoded(other, "N", "digits-as-hex"));
      }),
    );
  });

  it("takes every question that makeQuestion draws", () => {
    fc.assert(
      fc.property(fc.constantFrom("A", "N", "H"), fc.integer({ min: 4, max: 64 }), (format, length) => {
        const bytes: Bytes[] = [];
        for (const reading of ["rfc", "digits-as-hex"] as const) {
          const result = encodeQuestion(makeQuestion({ format, length }, random), format, reading);
          if (result.ok) bytes.push(result.bytes);
        }
        expect(bytes).toHaveLength(2);
      }),
    );
  });
});
