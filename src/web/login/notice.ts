// The notices of the login page: which one a person reads for which reason, and the status of the
// page that has it.

import type { ReasonCode, ReasonOf } from "../../core/reasons.ts";
import type { Words } from "../words/words.ts";

/** The notice above the form or the QR code. */
export type LoginNotice = keyof Words["login"]["notices"];

/** The status of a page that has this notice. */
const STATUS = {
  "wrong-user": 200, // name or PIN is wrong; the page does not say which
  "pin-needed": 200, // the application asks for a PIN
  locked: 200, // too many failures, on the tokens
  deactivated: 200, // the person, by a desk or a directory
  unusable: 200, // disabled, revoked, not enrolled yet or the like
  expired: 200,
  cancelled: 200,
  blocked: 200, // too many wrong answers, to this one login
  over: 200, // finalized already
  unknown: 200, // not begun by this browser, or long gone
  "no-cookie": 200, // the browser keeps no cookies, or has dropped this login's long after its end
  "wrong-response": 200, // the digits typed in
  "wrong-pass": 200, // or those of a day pass
  "pass-elsewhere": 200, // there is no phone, and this application takes no day pass
  "code-before": 200, // those of a code that has expired
  "not-yet": 200, // the phone has not answered
  elsewhere: 200, // it has, from too far away
  unreadable: 400, // longer than any name, PIN or response
  "cross-site": 403,
  "too-many": 429,
  unavailable: 503,
} as const satisfies Readonly<Record<LoginNotice, number>>;

export const statusOfNotice = (notice: LoginNotice | undefined) => (notice === undefined ? 200 : STATUS[notice]);

export const isNotice = (text: string): text is LoginNotice => Object.hasOwn(STATUS, text);

/**
 * The reasons that this page can tell. A flow of the page that refuses for another one does not
 * compile: ./screens.ts.
 */
const NOTICES = {
  "missing-subject": "wrong-user",
  "unknown-user": "wrong-user",
  "unknown-serial": "wrong-user", // a form of ours names no serial
  "foreign-serial": "wrong-user",
  "no-tokens": "wrong-user",
  "wrong-pin": "wrong-user",
  "key-lost": "wrong-user", // a stranger without a PIN learns nothing of tokens
  "token-locked": "locked",
  "locked-by-response": "locked",
  "token-disabled": "unusable",
  "user-deactivated": "deactivated",
  "token-revoked": "unusable",
  "token-not-valid-now": "unusable",
  "token-not-enrolled": "unusable",
  "nothing-to-finalize": "unusable", // answered, but the token has been replaced since
  "wrong-response": "wrong-response",
  "challenge-not-open": "wrong-response", // of a token that may not answer
  "not-answered": "not-yet",
  "phone-elsewhere": "elsewhere",
  "invalid-parameter": "unreadable",
  "too-large": "unreadable",
  "body-lost": "unreadable",
  "too-long": "unreadable",
  "user-too-long": "unreadable",
  "nul-character": "unreadable",
  "control-character": "unreadable",
  "cross-site": "cross-site",
  "too-many-requests": "too-many",
  unavailable: "unavailable",
} as const satisfies Readonly<Partial<Record<ReasonCode, LoginNotice>>>;

export type LoginPageReason = keyof typeof NOTICES;

/** The digits were right, for a code that has expired: nobody has guessed. */
export const isOfCodeBefore = (reason: ReasonOf<LoginPageReason>): boolean =>
  reason.code === "challenge-not-open" && reason.state === "expired";

/**
 * @throws Error for a reason that is not told here: during a deployment an object of another
 * version may refuse with one, and the page would say nothing, with status 200
 */
export function noticeOf(reason: ReasonOf<LoginPageReason>): LoginNotice {
  if (isOfCodeBefore(reason)) return "code-before";
  const { code } = reason;
  if (reason.code === "token-not-enrolled" && reason.pass) return "pass-elsewhere";
  if (!Object.hasOwn(NOTICES, code)) throw new Error(`the login page has no notice for the reason ${code}`);
  return NOTICES[code];
}
