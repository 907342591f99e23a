// A new TiQR token has an OCRA suite that the apps can answer and that is not weak. RFC 6287 allows
// more; a token that was made with another suite keeps it until its next phone.

import { parseSuite, type QuestionSpec, type Suite } from "../../ocra/suite.ts";
import { invalidValue, type Outcome } from "../reasons.ts";

/** Answered by every app, SHA-2, eight digits, bound to the session. */
export const RECOMMENDED_SUITE = "OCRA-1:HOTP-SHA256-8:QH10-S064";

/** Fewer digits are guessed too easily, and no app shows more. */
const DIGITS = { least: 6, most: 8 };

/** A shorter question repeats, and whoever saw its response could give it again. */
const MIN_QUESTION_CHARACTERS = 8;

/** Apps take others for 64 (tiqr app Ocra.kt): each login fails as a wrong PIN. S means 64. */
const SESSION_BYTES: readonly (number | undefined)[] = [undefined, 64, 128, 256, 512];

/** The same in words. */
export const ALLOWED_SESSIONS = "none, S, S064, S128, S256 or S512";

export function readTokenSuite(text: string): Outcome<{ readonly suite: Suite }> {
  const parsed = parseSuite(text);
  const problem = parsed.ok ? suiteFault(parsed.suite) : parsed.reason.message;
  if (!parsed.ok || problem !== undefined)
    return invalidValue(`Invalid ocrasuite: ${problem}. A suite that works is ${RECOMMENDED_SUITE}.`);
  return { ok: true, suite: parsed.suite };
}

/** Parses the suite of a token. `readTokenSuite` accepted it by the rules of its time. */
export function storedSuite(text: string): Suite {
  const parsed = parseSuite(text);
  if (!parsed.ok) throw new Error(`a token has the suite ${text}: ${parsed.reason.message}`);
  return parsed.suite;
}

/** Stepup-tiqr's PHP client gives S512 a session of 64 bytes (tiqr-server-libphp OCRA.php). */
export const isWrongInPhp = ({ sessionLength }: Suite): boolean => sessionLength === 512;

/** No app can answer it: with such a token, from an earlier version, logins fail as a wrong PIN. */
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

/** A question for all suites: decimal digits are hex digits too, the shortest length fits all. */
export function commonQuestion(suites: readonly Suite[]): QuestionSpec {
  const formats = new Set(suites.map((suite) => suite.question.format));
  const shortest = Math.min(...suites.map((suite) => suite.question.length));
  if (formats.size === 1) return { format: formats.has("H") ? "H" : "N", length: shortest };
  return { format: "N", length: shortest - (shortest % 2) };
}
