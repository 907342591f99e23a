// Beside the English message of an error, its reason for programs: an Item of RFC 9651 §3.3 in the header TiQR-Reason, whose
// parameters are strings, percent-encoded. It says no more than the message does. A rejection of a login has none.

import type { Reason } from "../core/reasons.ts";

/** `missing-right;right="tokenlist"`. Codes are those of src/core/reasons.ts. */
export function reasonHeader(reason: Reason): string {
  const parameters = Object.entries(evidenceOf(reason)).map(
    ([name, value]) => `;${name}="${encodeURIComponent(String(value).toWellFormed())}"`,
  );
  return publicCode(reason) + parameters.join("");
}

/** To whom holds a QR code, one that was used is one that never was: the message is the same for both. */
const publicCode = ({ code }: Reason): string => (code === "session-used" ? "invalid-session" : code);

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
