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

/** The apps take any other number for 64 (tiqr app Ocra.kt), so every login would fail as a wrong PIN. A bare S has 64. */
const SESSION_BYTES: readonly (number | undefined)[] = [undefined, 64, 128, 256, 512];

/** The same in words, for those who choose a suite. */
export const ALLOWED_SESSIONS = "none, S, S064, S128, S256 or S512";

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

/** The PHP client of Stepup-tiqr puts the session of S512 into 64 bytes (tiqr-server-libphp OCRA.php), and its responses are wrong. */
export const isWrongInPhp = ({ sessionLength }: Suite): boolean => sessionLength === 512;

/** No app answers it: every login with such a token of an earlier version fails as a wrong PIN in the app. */
export const isBeyondApps = ({ sessionLength }: Suite): boolean => !SESSION_BYTES.includes(sessionLength);

function suiteFault(suite: Suite): string | undefined {
  const { question, digits, counter, pinHash, timeStepSeconds } = suite;
  if (counter || pinHash !== undefined || timeStepSeconds !== undefined) return "the TiQR apps have no C, P or T field";
  if (question.format === "A") return "the TiQR apps read QA questions wrongly";
  if (question.format === "H" && question.length % 2 === 1) return "the TiQR apps need QH questions of even length";
  if (question.length < MIN_QUESTION_CHARACTERS) return `a question has at least ${MIN_QUESTION_CHARACTERS} characters`;
  if (isBeyondApps(suite)) return `the TiQR apps know as a session ${ALLOWED_SESSIONS}`;
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
