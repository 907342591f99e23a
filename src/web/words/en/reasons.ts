// The API's refusals to the console, in English.

import type { FileFault, LineFault, ReasonCode } from "../../../core/reasons.ts";
import type { EVIDENCE_NAMES } from "../../../http/answer/reason-header.ts";

/** The facts of a reason as texts; empty where it has none of that name. */
export type EvidenceTexts = Readonly<Record<(typeof EVIDENCE_NAMES)[number], string>>;

const unknownToken = "There is no such token.";
const over = "Your session has ended. Please sign in again.";

const faultsOfFile: Readonly<Record<FileFault["fault"], (evidence: EvidenceTexts) => string>> = {
  quotes: ({ line }) => `Line ${line} has a quotation mark that doesn’t belong there, or one is missing.`,
  column: ({ column }) =>
    `There is no column “${column}”. Columns can be: name, realm, e-mail, display name and groups.`,
  "too-many": ({ most }) =>
    `The file has more than ${Number(most).toLocaleString("en")} users. Split it into several files.`,
  empty: () => "The file is empty.",
  "column-twice": () => "The file has the same column twice.",
  "no-name": () => "The first line doesn’t name the columns: the column name is missing.",
  "no-users": () => "The file has no users, only the names of the columns.",
};

const faultsOfLine: Readonly<Record<LineFault, string>> = {
  cells: "The line has more cells than the first line.",
  twice: "An earlier line already has this user.",
  "no-name": "The line has no name.",
  email: "The e-mail address isn’t valid.",
  name: "The display name is longer than 200 characters or contains a control character.",
  groups: "The groups can’t be used: at most 100, each of at most 100 characters, without control characters.",
};

/**
 * The reasons that the API can give to a page of the console:
 * test/http/console/reason-words.test.ts.
 */
export const reasonsEn = {
  "missing-init-user": "Please enter a user.",
  "invalid-file": (evidence: EvidenceTexts) =>
    faultsOfFile[evidence.fault as FileFault["fault"]]?.(evidence) ?? "This file can’t be used.",
  "invalid-line": ({ fault }: EvidenceTexts) => faultsOfLine[fault as LineFault] ?? "This line can’t be used.",
  "too-long": "Your text is too long: the limit is 1024 characters.",
  "nul-character": "Your text contains a character that can’t be stored.",
  "control-character": "The name of the user or realm contains a control character.",
  "unseen-character": ({ character }: EvidenceTexts) =>
    `The name of the user or realm contains a character that nobody can see (${character}). Type the name again.`,
  "user-too-long": "The user name is too long to fit in a QR code.",
  "pin-too-short": ({ least }: EvidenceTexts) =>
    `The PIN is too short: it needs at least ${least} ${least === "1" ? "character" : "characters"}.`,
  "pattern-too-long": ({ most }: EvidenceTexts) =>
    `A search with * can be up to ${most} characters long, or fewer with accents.`,
  "too-large": "That’s too much text at once.",
  "user-not-found": "There is no such user.",
  "unknown-serial": unknownToken,
  "unknown-link": "The link does not exist.",
  "unknown-client": "The application does not exist.",
  "unknown-serials": unknownToken,
  "foreign-serial": "The token does not belong to this user.",
  "shadows-users": ({ count }: EvidenceTexts) =>
    count === "1"
      ? "An existing user has a name that could then mean this one."
      : `${count} existing users have names that could then mean users of this realm.`,
  "already-assigned": "The token is already assigned to a user.",
  "too-many-tokens": "This user has the maximum number of tokens.",
  "disabled-otherwise": "It stays disabled: its owner or another account disabled it, too.",
  "token-revoked": "The token is permanently revoked, so this isn’t possible.",
  "missing-username": "Please enter an account.",
  "wrong-credentials": "Wrong account or password.",
  "second-factor-unusable":
    "You need to confirm with your phone, but its token is disabled, locked or outside its validity period, or has to be enrolled again. Another administrator can help.",
  "second-factor-required":
    "Your account needs a phone but has none. Another administrator can make an enrolment link for it; the operator can do so with npm run admin.",
  "second-factor-missing": "Your phone hasn’t confirmed yet.",
  "second-factor-wrong": "That code isn’t right. Check the digits in the app and try again.",
  "missing-authorization": over,
  "invalid-authorization": over,
  "expired-authorization": over,
  "signed-out": over,
  "wrong-role": "This account can’t use the console.",
  "missing-right": ({ right }: EvidenceTexts) => `Your account doesn’t have the right ${right}.`,
  "administrators-only": "Only administrators can change accounts or work with the tokens of administrators.",
  "confirmation-needed": "Please confirm with your phone first.",
  "other-realm": "That is outside the realms that your account is for.",
  "unknown-account": "There is no such account.",
  "account-exists": "There is already an account of this name.",
  "last-administrator": "This would leave no administrator who can sign in.",
  "too-many-keys": "This account has as many keys as it may have. Delete one first.",
  "unknown-endpoint": "There is no such address for events.",
  "too-many-endpoints": "There are as many addresses for events as there may be. Delete one first.",
  "unknown-job": "There is no such job. Jobs are kept for a day after their end.",
  "too-many-jobs": "You have as many jobs going on as you may have. Wait for one to end, or cancel one.",
  "too-many-requests": ({ seconds }: EvidenceTexts) => `Too many attempts. Please wait ${seconds} seconds.`,
  unavailable: "The service can’t respond right now. Please try again.",
} satisfies Partial<Record<ReasonCode, string | ((evidence: EvidenceTexts) => string)>>;

export type ReasonWords = typeof reasonsEn;
