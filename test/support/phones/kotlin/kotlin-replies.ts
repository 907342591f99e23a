// How the Android app since 2020 (Kotlin) reads replies: only by their body, which may be a word or
// JSON.

import type { ScanResult } from "../test-phone.ts";

interface Coded {
  readonly responseCode: number;
  readonly attemptsLeft?: number;
  readonly duration?: number;
}

const codeOf = (body: string): Coded | undefined => {
  const parsed = parse(body) as Coded | null | undefined;
  return typeof parsed?.responseCode === "number" ? parsed : undefined;
};

/** Quotes and white space around a word are ignored. */
const bareWord = (body: string): string | undefined => /^\s*"?([^\s"<>{}]+)"?\s*$/.exec(body)?.[1];

/** OK or the code of success; any other word is a wrong response. */
export function readKotlinEnrolment(body: string): ScanResult {
  if (body === "") return { ok: false, words: "CONNECTION" };
  const ok = bareWord(body) === "OK" || codeOf(body)?.responseCode === 1;
  return ok ? { ok, words: "success" } : { ok, words: "INVALID_RESPONSE" };
}

/**
 * No reply, or an empty one. At this and at UNKNOWN the app shows its digits
 * (AuthenticationPinFragment.kt).
 */
export const CONNECTION: ScanResult = { ok: false, words: "CONNECTION", digits: true };

export function readKotlinReply(body: string): ScanResult {
  if (body === "") return CONNECTION;
  const coded = codeOf(body);
  const [word = "", left] = bareWord(body)?.split(":") ?? [];
  if (!coded && !word) return { ok: false, words: "UNKNOWN", digits: true };
  if (word === "OK" || coded?.responseCode === 1) return { ok: true, words: "success" };
  if (word === "INVALID_CHALLENGE" || coded?.responseCode === 203) return { ok: false, words: "INVALID_CHALLENGE" };
  if (word === "INVALID_REQUEST" || coded?.responseCode === 202) return { ok: false, words: "INVALID_REQUEST" };
  if (word === "INVALID_USERID" || coded?.responseCode === 205) return { ok: false, words: "INVALID_USER" };
  if (coded?.responseCode === 204 && coded.duration !== undefined)
    return { ok: false, words: "ACCOUNT_TEMPORARY_BLOCKED", minutes: coded.duration };
  if (word === "ACCOUNT_BLOCKED" || coded?.responseCode === 204) return { ok: false, words: "ACCOUNT_BLOCKED" };
  // Everything else is a wrong response, with no tries left unless a number is given.
  const attemptsLeft = coded?.attemptsLeft ?? Number(left ?? 0);
  return { ok: false, words: "INVALID_RESPONSE", attemptsLeft, ...(attemptsLeft < 1 && { shownAsBlocked: true }) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
