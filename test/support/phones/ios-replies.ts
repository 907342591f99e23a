// How the iOS app reads replies: text exactly, JSON by its code. ios.ts has the effect on accounts.

import type { Told } from "./told.ts";

const no = (said: string): Told => ({ ok: false, said });
const SUCCESS: Told = { ok: true, said: "success" };

export function readEnrolment({ body, json }: { body: string; json: boolean }): Told {
  return (json ? parse(body)?.responseCode === 1 : body === "OK") ? SUCCESS : no("unknown error");
}

export function readText(body: string): Told {
  if (body === "OK") return SUCCESS;
  // The digits after the colon, as far as there are any; none count as 0.
  if (body.startsWith("INVALID_RESPONSE:"))
    return { ...no("INVALID_RESPONSE"), attemptsLeft: Number.parseInt(body.slice(17), 10) || 0 };
  const known = ["ACCOUNT_BLOCKED", "INVALID_CHALLENGE", "INVALID_REQUEST", "INVALID_RESPONSE", "INVALID_USERID"];
  return no(known.includes(body) ? body : "unknown error");
}

export function readJson(body: string): Told {
  const { responseCode, attemptsLeft, duration } = parse(body) ?? {};
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

function parse(text: string): Partial<Record<string, number>> | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
