// How the iOS app reads replies: text exactly, JSON by its code. ios.ts has the effect on accounts.

import type { ScanResult } from "../test-phone.ts";

const no = (words: string): ScanResult => ({ ok: false, words });
const SUCCESS: ScanResult = { ok: true, words: "success" };

export function readIosEnrolment({ body, json }: { body: string; json: boolean }): ScanResult {
  const { responseCode, ...rest } = (json && parse(body)) || {};
  return responseCode === 1 || (!json && body === "OK") ? SUCCESS : { ...no("unknown error"), ...shownIn(rest) };
}

export function readIosText(body: string): ScanResult {
  if (body === "OK") return SUCCESS;
  // The digits after the colon, as far as there are any; none count as 0.
  if (body.startsWith("INVALID_RESPONSE:"))
    return { ...no("INVALID_RESPONSE"), attemptsLeft: Number.parseInt(body.slice(17), 10) || 0 };
  const known = ["ACCOUNT_BLOCKED", "INVALID_CHALLENGE", "INVALID_REQUEST", "INVALID_RESPONSE", "INVALID_USERID"];
  return no(known.includes(body) ? body : "unknown error");
}

export function readIosJson(body: string): ScanResult {
  const reply = parse(body) ?? {};
  const result = ofCode(reply);
  return result.ok ? result : { ...result, ...shownIn(reply) };
}

/** The message of the reply stands in the place of the app's own. */
const shownIn = ({ message }: Reply) => (message === undefined ? {} : { sentence: message });

function ofCode({ responseCode, attemptsLeft, duration }: Reply): ScanResult {
  switch (responseCode) {
    case 1:
      return SUCCESS;
    case 201:
      return { ...no("INVALID_RESPONSE"), ...(attemptsLeft !== undefined && { attemptsLeft }) };
    case 202:
      return no("INVALID_REQUEST");
    case 203:
      return no("INVALID_CHALLENGE");
    case 204:
      return no(duration === undefined ? "ACCOUNT_BLOCKED" : "ACCOUNT_BLOCKED temporary");
    case 205:
      return no("INVALID_USERID");
    default:
      return no("unknown error");
  }
}

interface Reply {
  readonly responseCode?: number;
  readonly attemptsLeft?: number;
  readonly duration?: number;
  readonly message?: string;
}

function parse(text: string): Reply | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
