// The question (RFC 6287 §5.1, Q): draws one, and encodes one as the 128 bytes that are hashed.
// Mutual mode and signatures join two questions (RFC 6287 §7.2 and §7.3), so the question that is
// hashed may be longer than its suite announces.

import { type Bytes, fromHex, type RandomBytes, toHex, utf8 } from "../lib/bytes.ts";
import { type OcraRefusal, quote, refuseInput } from "./refusal.ts";
import type { QuestionFormat, QuestionSpec } from "./suite.ts";

/**
 * How the digits of an N question are read. `rfc` converts the decimal number to hex (RFC 6287
 * §5.1). `digits-as-hex` takes them for hex digits, as tiqr app Ocra.kt and others do.
 */
export type QuestionReading = "rfc" | "digits-as-hex";

export type QuestionProblem = "missing-question" | "malformed-question" | "question-too-long";

/** Length of the field Q in the hashed message. */
const QUESTION_BYTES = 128;

/** In characters: two questions of the greatest length that a suite can announce. */
const MAX_QUESTION_CHARACTERS = 128;

const ALPHABETS: Readonly<Record<QuestionFormat, string>> = {
  A: "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
  N: "0123456789",
  H: "0123456789abcdef",
};

const FORMATS: Readonly<Record<QuestionFormat, { pattern: RegExp; name: string }>> = {
  A: { pattern: /^[0-9A-Za-z]*$/, name: "letters and digits" },
  N: { pattern: /^[0-9]*$/, name: "decimal digits" },
  H: { pattern: /^[0-9A-Fa-f]*$/, name: "hex digits" },
};

/** Draws a question of the suite's format and length; every such question is equally likely. */
export function makeQuestion({ format, length }: QuestionSpec, randomBytes: RandomBytes): string {
  const alphabet = ALPHABETS[format];
  // Bytes from the last multiple of the alphabet's length would favour its first characters: skip.
  const fair = 256 - (256 % alphabet.length);
  let question = "";
  while (question.length < length)
    for (const byte of randomBytes(length - question.length))
      if (byte < fair) question += alphabet.charAt(byte % alphabet.length);
  return question;
}

/**
 * Encodes a question as 128 bytes, padded with zeros on the right. Hex of an odd length first gets
 * a 0 digit on the right, as in the reference implementation (RFC 6287 Appendix A).
 */
export function encodeQuestion(
  question: string,
  format: QuestionFormat,
  reading: QuestionReading = "rfc",
): { readonly ok: true; readonly bytes: Bytes } | OcraRefusal<QuestionProblem> {
  const { pattern, name } = FORMATS[format];
  if (question === "") return refuseInput("missing-question", "none", "a question");
  if (question.length > MAX_QUESTION_CHARACTERS)
    return refuseInput("question-too-long", `${question.length} characters`, `at most ${MAX_QUESTION_CHARACTERS}`);
  if (!pattern.test(question)) return refuseInput("malformed-question", quote(question), name);
  const hex = questionHex(question, format, reading);
  return { ok: true, bytes: fromHex(hex.padEnd(2 * QUESTION_BYTES, "0")) as Bytes };
}

function questionHex(question: string, format: QuestionFormat, reading: QuestionReading): string {
  if (format === "A") return toHex(utf8(question));
  if (format === "N" && reading === "rfc") return BigInt(question).toString(16);
  return question;
}
