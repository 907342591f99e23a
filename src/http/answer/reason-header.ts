// The header TiQR-Reason gives programs the reason that the body gives people, and no more. It is
// an Item (RFC 9651 §3.3), whose parameters are percent-encoded strings.

import type { Reason, ReasonCode } from "../../core/reasons.ts";

/** The facts that a client needs to word a reason itself. All are short, because headers are. */
export const EVIDENCE_NAMES = [
  ...["name", "right", "least", "most", "seconds", "count"],
  ...["fault", "line", "column", "character"],
] as const;
export type Evidence = { readonly [Name in (typeof EVIDENCE_NAMES)[number]]?: string | number };

/** Writes `missing-right;right="tokenlist"`, with the codes of src/core/reasons.ts. */
export function reasonHeader(reason: Reason, evidence: Readonly<Record<string, string | number>>): string {
  const parameters = Object.entries(evidence).map(
    ([name, value]) => `;${name}="${encodeURIComponent(String(value).toWellFormed())}"`,
  );
  return publicCode(reason) + parameters.join("");
}

/**
 * Reasons that share another one's answer (./reason-to-wire.ts). A header that told them apart
 * would reveal what the message hides, such as whether a QR code was ever good. So they share its
 * code, too.
 */
const PUBLIC_CODES = {
  "unknown-user": "no-tokens",
  "session-used": "invalid-session",
  "two-phones": "invalid-session",
  "body-lost": "invalid-parameter",
  "token-not-asked": "wrong-pin",
  "wrong-response": "wrong-pin",
  "locked-by-response": "wrong-pin",
  "challenge-not-open": "wrong-pin",
  "phone-elsewhere": "wrong-pin",
  "nothing-to-finalize": "wrong-pin",
  "account-disabled": "wrong-credentials",
} as const satisfies Partial<Record<ReasonCode, ReasonCode>>;

/** A code that clients may learn. */
export type PublicCode = Exclude<ReasonCode, keyof typeof PUBLIC_CODES>;

const isHidden = (code: ReasonCode): code is keyof typeof PUBLIC_CODES => Object.hasOwn(PUBLIC_CODES, code);

export const publicCode = ({ code }: Reason): PublicCode => (isHidden(code) ? PUBLIC_CODES[code] : code);
