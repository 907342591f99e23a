// The header TiQR-Reason tells programs the reason that the body tells people in English. It is an Item of RFC 9651 §3.3, and its
// parameters are percent-encoded strings. It says no more than the body does.

import type { Reason } from "../../core/reasons.ts";

/** Writes `missing-right;right="tokenlist"`, with the codes of src/core/reasons.ts. */
export function reasonHeader(reason: Reason): string {
  const parameters = Object.entries(evidenceOf(reason)).map(
    ([name, value]) => `;${name}="${encodeURIComponent(String(value).toWellFormed())}"`,
  );
  return publicCode(reason) + parameters.join("");
}

/**
 * Reasons that share the message of another one. A header that told them apart would reveal what the message hides, such as whether
 * a QR code was ever good or whether a login is open. So they share its code, too.
 */
const SAID_AS = {
  "unknown-user": "no-tokens",
  "session-used": "invalid-session",
  "body-lost": "invalid-parameter",
  "token-not-asked": "wrong-pin",
  "wrong-response": "wrong-pin",
  "locked-by-response": "wrong-pin",
  "challenge-not-open": "wrong-pin",
  "nothing-to-finalize": "wrong-pin",
  "account-disabled": "wrong-credentials",
} as const satisfies Partial<Record<Reason["code"], Reason["code"]>>;

/** A code that clients may learn. */
export type PublicCode = Exclude<Reason["code"], keyof typeof SAID_AS>;

export const publicCode = ({ code }: Reason): PublicCode => {
  const said: Partial<Record<Reason["code"], PublicCode>> = SAID_AS;
  return said[code] ?? (code as PublicCode);
};

/** The facts that a client needs to word the reason itself. All are short, because headers are. */
export function evidenceOf(reason: Reason): Readonly<Record<string, string | number>> {
  switch (reason.code) {
    case "missing-right":
      return { right: reason.right };
    case "pin-too-short":
      return { least: reason.least };
    case "invalid-file": {
      const { code: _, message: __, ...fault } = reason;
      return fault;
    }
    case "invalid-line":
      return { fault: reason.fault };
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
