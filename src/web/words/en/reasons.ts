// Why the API has refused what the console asked, in English.

import type { Reason } from "../../../core/reasons.ts";

/** What a reason brings along (src/http/reason-header.ts). */
export type Evidence = Readonly<Record<"right" | "least" | "most" | "seconds" | "count", string>>;

/** What no page of the console can be told: it does not ask for that, or asks rightly. */
type NeverTold =
  // asked wrongly, which the English message explains to whoever writes the page
  | "missing-parameter"
  | "missing-serial"
  | "missing-subject"
  | "invalid-parameter"
  | "unknown-action"
  | "unknown-token-type"
  // phones, applications, other pages
  | "invalid-session"
  | "session-used"
  | "link-not-open"
  | "cross-site"
  | "invalid-return-to"
  | "invalid-code"
  | "too-many-listeners"
  | "foreign-origin"
  | "no-upgrade"
  // rejections of a login
  | "no-tokens"
  | "token-disabled"
  | "token-locked"
  | "token-not-valid-now"
  | "token-not-enrolled"
  | "wrong-pin"
  | "token-not-asked"
  | "wrong-response"
  | "locked-by-response"
  | "challenge-not-open"
  | "not-answered"
  | "nothing-to-finalize";

type ConsoleReason = Exclude<Reason["code"], NeverTold>;

const unknownUser = "There is no such user.";
const unknownToken = "There is no such token.";
const over = "Your session is over. Please sign in again.";

export const reasonsEn = {
  "missing-init-user": "A user is needed.",
  "too-long": "A text is too long: it may have 1024 characters.",
  "nul-character": "There is a character in a text that cannot be stored.",
  "control-character": "There is a control character in the name of the user or realm.",
  "user-too-long": "The name of the user is too long: no QR code has room for it.",
  "pin-too-short": ({ least }: Evidence) =>
    `The PIN is too short: it needs at least ${least} ${least === "1" ? "character" : "characters"}.`,
  "pattern-too-long": ({ most }: Evidence) => `A search with * may be ${most} characters long, or fewer with accents.`,
  "too-large": "This is too much text at once.",
  "unknown-user": unknownUser,
  "user-not-found": unknownUser,
  "unknown-serial": unknownToken,
  "unknown-link": "The link does not exist.",
  "unknown-serials": unknownToken,
  "foreign-serial": "The token does not belong to this user.",
  "shadows-users": ({ count }: Evidence) =>
    count === "1"
      ? "A user has a name that could then mean this one."
      : `${count} users have names that could then mean users of this realm.`,
  "already-assigned": "The token belongs to a user already.",
  "too-many-tokens": "This user has as many tokens as one may have.",
  "read-only-settings": "Settings cannot be changed here, but in wrangler.toml.",
  "token-revoked": "The token is revoked for good, so this is not possible.",
  "missing-username": "An account is needed.",
  "wrong-credentials": "Account or password is wrong.",
  "second-factor-unusable":
    "Your phone has to confirm, but its token is disabled, locked or outside its validity period. Another administrator can help.",
  "second-factor-required":
    "Your account needs a phone, and has none. Another administrator can make an enrolment link for it, or the operator with npm run admin.",
  "second-factor-missing": "Your phone has not confirmed yet.",
  "second-factor-wrong": "That code isn’t right. Check the digits in the app and try again.",
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": "This account is not one of the console.",
  "missing-right": ({ right }: Evidence) => `Your account lacks the right ${right}.`,
  "administrators-only": "The tokens of administrators are for administrators alone.",
  "confirmation-needed": "Please confirm with your phone first.",
  "too-many-requests": ({ seconds }: Evidence) => `Too many tries. Please wait ${seconds} seconds.`,
  unavailable: "The service cannot answer right now. Please try again.",
} satisfies Record<ConsoleReason, string | ((evidence: Evidence) => string)>;

export type ReasonWords = typeof reasonsEn;
