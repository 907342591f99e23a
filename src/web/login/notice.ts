// The notices of the login page: which one a person reads for which reason.

import type { Reason } from "../../core/reasons.ts";
import type { Words } from "../words/words.ts";

/** The notice above the form or the QR code. */
export type LoginNotice = keyof Words["login"]["notices"];

const LOGIN_NOTICES: Readonly<Record<LoginNotice, true>> = {
  "wrong-user": true, // name or PIN is wrong; the page does not say which
  "pin-needed": true, // the application asks for a PIN
  locked: true, // too many failures, on the tokens
  unusable: true, // disabled, revoked, not enrolled yet or the like
  expired: true,
  cancelled: true,
  blocked: true, // too many wrong answers, to this one login
  over: true, // finalized already
  unknown: true, // not begun by this browser, or long gone
  "no-cookie": true, // the browser keeps no cookies, or has dropped this login's long after its end
  "wrong-response": true, // the digits typed in
  "not-yet": true, // the phone has not answered
  unreadable: true, // longer than any name, PIN or response
  "cross-site": true,
  "too-many": true,
  unavailable: true,
};

export const isNotice = (text: string): text is LoginNotice => Object.hasOwn(LOGIN_NOTICES, text);

/** Reasons that never refuse a login on this page, because it makes no such request. */
type NeverTold =
  // requests of applications, phones and other pages
  | "unknown-path"
  | "unknown-method"
  | "missing-parameter"
  | "missing-init-user"
  | "missing-serial"
  | "pin-too-short"
  | "pattern-too-long"
  | "unknown-action"
  | "unknown-token-type"
  | "user-not-found"
  | "unknown-serial"
  | "unknown-serials"
  | "unknown-link"
  | "unknown-client"
  | "foreign-serial"
  | "shadows-users"
  | "invalid-file"
  | "invalid-line"
  | "already-assigned"
  | "too-many-tokens"
  | "read-only-settings"
  | "invalid-session"
  | "session-used"
  | "link-not-open"
  | "invalid-client"
  | "secret-in-form"
  | "secret-in-header"
  | "invalid-grant"
  | "replayed-grant"
  | "unguarded-host"
  | "authorization-refused" // told to the application, or on a page of its own: src/web/oidc
  // a phone's answer, which only the trail tells
  | "token-not-asked"
  // accounts
  | "missing-username"
  | "wrong-credentials"
  | "second-factor-unusable"
  | "second-factor-required"
  | "second-factor-missing"
  | "second-factor-wrong"
  | "missing-authorization"
  | "invalid-authorization"
  | "expired-authorization"
  | "wrong-role"
  | "signed-out"
  | "missing-right"
  | "administrators-only"
  | "confirmation-needed"
  | "other-realm"
  | "account-disabled"
  | "unknown-account"
  | "account-exists"
  | "last-administrator"
  | "too-many-keys"
  | "unknown-endpoint"
  | "too-many-endpoints"
  | "unknown-job"
  | "too-many-jobs"
  // listeners
  | "too-many-listeners"
  | "foreign-origin"
  // requests that are sent on
  | "upstream-failed"
  | "upstream-late"
  | "upstream-loop"
  | "no-upgrade";

/** Each reason has its notice, or is never told: a new one that has neither does not compile. */
const NOTICES: Readonly<Record<Exclude<Reason["code"], NeverTold>, LoginNotice>> = {
  "missing-subject": "wrong-user",
  "unknown-user": "wrong-user",
  "no-tokens": "wrong-user",
  "wrong-pin": "wrong-user",
  "key-lost": "wrong-user", // a stranger without a PIN learns nothing of tokens
  "token-locked": "locked",
  "locked-by-response": "locked",
  "token-disabled": "unusable",
  "token-revoked": "unusable",
  "token-not-valid-now": "unusable",
  "token-not-enrolled": "unusable",
  "nothing-to-finalize": "unusable", // answered, but the token has been replaced since
  "wrong-response": "wrong-response",
  "challenge-not-open": "wrong-response", // of a token that may not answer
  "not-answered": "not-yet",
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
};

/** Throws for a reason that is never told: `unavailable` would make that bug a failing platform. */
export function noticeOf({ code }: Reason): LoginNotice {
  const notice: LoginNotice | undefined = (NOTICES as Partial<Record<Reason["code"], LoginNotice>>)[code];
  if (notice === undefined) throw new Error(`the login page has no notice for the reason ${code}`);
  return notice;
}
