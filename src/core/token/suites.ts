// A TiQR token may have only OCRA suites that the apps can answer and that are not weak. RFC 6287 allows more, and a token that was
// made with another one keeps it until its next phone.

import { parseSuite, type QuestionSpec, type Suite } from "../../ocra/suite.ts";
import type { Outcome } from "../reasons.ts";
import { refuse } from "../reasons.ts";

/** Answered by every app, SHA-2, eight digits, bound to the session. */
export const RECOMMENDED_SUITE = "OCRA-1:HOTP-SHA256-8:QH10-S064";

/** Fewer digits are guessed too easily, and no app shows more. */
const DIGITS = { least: 6, most: 8 };

/** A shorter question comes up again, and a person who saw its response can then give it. */
const MIN_QUESTION_CHARACTERS = 8;

/** The bytes of the sessionKey, which has 20 hex digits (src/storage/objects/transaction-id.ts). It fits no shorter field. */
const SESSION_BYTES = 10;

export function readTokenSuite(text: string): Outcome<{ readonly suite: Suite }> {
  const parsed = parseSuite(text);
  const problem = parsed.ok ? suiteFault(parsed.suite) : parsed.reason.message;
  if (!parsed.ok || problem !== undefined) {
    const message = `Invalid ocrasuite: ${problem}. A suite that works is ${RECOMMENDED_SUITE}.`;
    return refuse({ code: "invalid-parameter", message });
  }
  return { ok: true, suite: parsed.suite };
}

/** Parses the suite of a token that exists; it was read by `readTokenSuite` when the token was made, by whatever rules held then. */
export function storedSuite(text: string): Suite {
  const parsed = parseSuite(text);
  if (!parsed.ok) throw new Error(`a token has the suite ${text}: ${parsed.reason.message}`);
  return parsed.suite;
}

function suiteFault(suite: Suite): string | undefined {
  const { question, digits, counter, pinHash, timeStepSeconds, sessionLength = SESSION_BYTES } = suite;
  if (counter || pinHash !== undefined || timeStepSeconds !== undefined) return "the TiQR apps have no C, P or T field";
  if (question.format === "A") return "the TiQR apps read QA questions wrongly";
  if (question.format === "H" && question.length % 2 === 1) return "the TiQR apps need QH questions of even length";
  if (question.length < MIN_QUESTION_CHARACTERS) return `a question has at least ${MIN_QUESTION_CHARACTERS} characters`;
  if (sessionLength < SESSION_BYTES) return `a session has ${SESSION_BYTES} bytes, which no phone puts into fewer`;
  if (digits < DIGITS.least || digits > DIGITS.most) return `a response has ${DIGITS.least} to ${DIGITS.most} digits`;
  return undefined;
}

/** A question that fits all suites at once: decimal digits are also hex digits, and the shortest length fits every suite. */
export function commonQuestion(suites: readonly Suite[]): QuestionSpec {
  const formats = new Set(suites.map((suite) => suite.question.format));
  const shortest = Math.min(...suites.map((suite) => suite.question.length));
  if (formats.size === 1) return { format: formats.has("H") ? "H" : "N", length: shortest };
  return { format: "N", length: shortest - (shortest % 2) };
}
