// Beside the English message of a refusal, its reason for programs: an Item of RFC 9651 §3.3 in the header TiQR-Reason, whose
// parameters are strings, percent-encoded. It says no more than the body does.

import type { Reason } from "../core/reasons.ts";

/** `missing-right;right="tokenlist"`. Codes are those of src/core/reasons.ts. */
export function reasonHeader(reason: Reason): string {
  const parameters = Object.entries(evidenceOf(reason)).map(
    ([name, value]) => `;${name}="${encodeURIComponent(String(value).toWellFormed())}"`,
  );
  return publicCode(reason) + parameters.join("");
}

/**
 * Reasons that have the body of another one, and so its code: a client that can tell two of them apart by the header would learn
 * what the message keeps from it, such as whether a QR code was ever good, or whether a login is open.
 */
const SAID_AS = {
  "session-used": "invalid-session",
  "token-not-asked": "wrong-pin",
  "wrong-response": "wrong-pin",
  "locked-by-response": "wrong-pin",
  "challenge-not-open": "wrong-pin",
  "nothing-to-finalize": "wrong-pin",
} as const satisfies Partial<Record<Reason["code"], Reason["code"]>>;

/** A code that is told. */
export type PublicCode = Exclude<Reason["code"], keyof typeof SAID_AS>;

export const publicCode = ({ code }: Reason): PublicCode => {
  const said: Partial<Record<Reason["code"], PublicCode>> = SAID_AS;
  return said[code] ?? (code as PublicCode);
};

/** What a client may need to say it in words of its own. All of it is short, since headers are. */
function evidenceOf(reason: Reason): Readonly<Record<string, string | number>> {
  switch (reason.code) {
    case "missing-right":
      return { right: reason.right };
    case "pin-too-short":
      return { least: reason.least };
    case "shadows-users":
      return { count: reason.count };
    case "pattern-too-long":
      return { name: reason.name, most: reason.mostBytes };
    case "missing-parameter":
    case "too-long":
    case "nul-character":
      return { name: reason.name };
    case "too-many-requests":
      return { seconds: reason.retryAfterSeconds };
    default:
      return {};
  }
}
