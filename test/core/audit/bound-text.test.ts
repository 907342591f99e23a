// The text that is bound to a confirmation, by a vector from outside: docs/ciba.md.

import { describe, expect, it } from "vitest";
import {
  bindText,
  boundAction,
  boundTextFault,
  bytesOfDigest,
  digestOfText,
} from "../../../src/core/audit/bound-text.ts";
import { fromHex, toHex, utf8 } from "../../../src/lib/bytes.ts";
import { makeQuestion } from "../../../src/ocra/question.ts";
import { computeResponse } from "../../../src/ocra/response.ts";
import { parseSuite } from "../../../src/ocra/suite.ts";

const NONCE = fromHex("000102030405060708090a0b0c0d0e0f") as Uint8Array<ArrayBuffer>;
const [CLIENT, TEXT] = ["shop", "Pay EUR 12.50 to Example"];
const DIGEST = "4279474566416440ef0360c0bdf6ba6d84ac4c9178af7bab3227f11662bcb098";

const suiteOf = (text: string) => {
  const parsed = parseSuite(text);
  if (!parsed.ok) throw new Error(text);
  return parsed.suite;
};

describe("the vector", () => {
  it("has this digest, this question, and this response", async () => {
    expect(toHex(await digestOfText(NONCE, CLIENT, TEXT))).toBe(DIGEST);
    const suite = suiteOf("OCRA-1:HOTP-SHA256-8:QH10-S064");
    const question = makeQuestion(suite.question, await bytesOfDigest({ digestHex: DIGEST }));
    expect(question).toBe("29756140f3");
    const key = utf8("12345678901234567890123456789012");
    const response = await computeResponse(suite, key, { question, session: "17200000000000000042" });
    expect(response).toEqual({ ok: true, response: "53198336" });
  });
});

describe("a question", () => {
  it.each(["QN08", "QN64", "QA08", "QA64", "QH08", "QH64"])(
    "of %s is always the same for the same text",
    async (format) => {
      const { question: spec } = suiteOf(`OCRA-1:HOTP-SHA1-6:${format}`);
      const draw = async (text: string) => {
        const { digestHex } = await bindText(NONCE, CLIENT, text);
        return makeQuestion(spec, await bytesOfDigest({ digestHex }));
      };
      const question = await draw(TEXT);
      expect(question).toHaveLength(spec.length);
      expect(await draw(TEXT)).toBe(question);
      expect(await draw("Pay EUR 1250 to Example")).not.toBe(question);
    },
  );
});

describe("a row of a confirmation", () => {
  const row = async (text: string, detail = text) => ({
    event: "CONFIRMATION_GIVEN",
    action: `POST /ttype/tiqr ${boundAction(CLIENT, await bindText(NONCE, CLIENT, text))}`,
    detail,
  });

  it("has the text that was bound, also none", async () => {
    expect(await boundTextFault(await row(TEXT))).toBeUndefined();
    expect(await boundTextFault(await row(""))).toBeUndefined();
  });

  it("that has another text, another client or no digest is told", async () => {
    expect(await boundTextFault(await row(TEXT, "Pay EUR 1250 to Example"))).toMatch(/another text/);
    const one = await row(TEXT);
    expect(await boundTextFault({ ...one, action: one.action.replace(" shop ", " shoq ") })).toMatch(/another text/);
    expect(await boundTextFault({ ...one, action: "POST /ttype/tiqr shop" })).toMatch(/no digest/);
  });

  it("is the only kind that is looked at", async () => {
    expect(await boundTextFault({ ...(await row(TEXT, "x")), event: "CHALLENGE_ANSWERED" })).toBeUndefined();
  });
});
