// How the Android app until 2019 (Java) reads replies: text or JSON by the header of the reply.
// java.ts has the effect on accounts.

import type { ScanResult } from "../test-phone.ts";

export interface AppReply {
  readonly body: string;
  /** The header of the reply; none and 1 mean text. */
  readonly json: boolean;
}

const no = (words: string): ScanResult => ({ ok: false, words });

export function readJavaEnrolment({ body, json }: AppReply): ScanResult {
  if (!json) return body === "OK" ? { ok: true, words: "success" } : no("UNKNOWN");
  const responseCode = (parse(body) as Record<string, unknown> | undefined)?.responseCode;
  if (typeof responseCode !== "number") return no("INVALID_RESPONSE");
  return responseCode === 1 ? { ok: true, words: "success" } : no("UNKNOWN");
}

/**
 * Text is read line by line, which drops the last line break. Too short for `INVALID_RESPONSE:n`
 * means INVALID_CHALLENGE.
 */
export function readJavaText(body: string): ScanResult {
  const word = body.replace(/\r?\n$/, "");
  if (word === "OK") return { ok: true, words: "success" };
  if (["ACCOUNT_BLOCKED", "INVALID_CHALLENGE", "INVALID_REQUEST"].includes(word)) return no(word);
  if (word.length < 17) return no("INVALID_CHALLENGE");
  if (!word.startsWith("INVALID_RESPONSE:")) return no("UNKNOWN");
  const digit = word.charAt(17);
  return /\d/.test(digit) ? { ...no("INVALID_RESPONSE"), attemptsLeft: Number(digit) } : no("INVALID_CHALLENGE");
}

export function readJavaJson(body: string): ScanResult {
  const { responseCode, attemptsLeft, duration } = (parse(body) ?? {}) as Record<string, number | undefined>;
  switch (responseCode) {
    case 1:
      return { ok: true, words: "success" };
    case 201:
      return attemptsLeft === undefined ? no("UNKNOWN") : { ...no("INVALID_RESPONSE"), attemptsLeft };
    case 202:
      return no("INVALID_REQUEST");
    case 203:
      return no("INVALID_CHALLENGE");
    case 204:
      return duration === undefined ? no("ACCOUNT_BLOCKED") : { ...no("ACCOUNT_TEMPORARY_BLOCKED"), minutes: duration };
    case 205:
      return no("INVALID_USER");
    default:
      return no("UNKNOWN");
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
