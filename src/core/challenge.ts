// The state machine of one transaction, without storage, clock or network. src/core/login/transaction.ts drives it.
//
//            right response            /validate/check with the transaction_id, or the browser that began it
//     open ─────────────────▶ answered ─────────────────▶ used (─▶ its code redeemed, when there is one)
//      │ │                       │
//      │ └─ wrong responses ──▶ blocked      (its tries are spent, or the lock of every candidate has closed)
//      ├─── the clock ────────▶ expired  ◀── the clock
//      └─── an application ───▶ cancelled ◀─ an application
//
// `expired` needs no event: every look compares with the clock. The alarm only clears away old transactions.
// An answered transaction expires a little later than an open one: FINALIZE_GRACE_MS.

import { equalInConstantTime, utf8 } from "../lib/bytes.ts";
import type { Reason } from "./reasons.ts";
import type { LoginPath } from "./token/lock.ts";

/** A token that may answer: enrolled, usable, of the user, its PIN right. With it goes what verifies the answer. */
export interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly serial: string;
  readonly suite: string;
  readonly sealedSecret: string;
}

/**
 * A token of the user that may not answer, and why. Its right answer is recognised: without that it would look like a guess,
 * and be counted on the tokens that may.
 */
export interface Bystander extends Pick<Candidate, "serial" | "suite" | "sealedSecret"> {
  readonly because: Extract<
    Reason["code"],
    "token-revoked" | "token-disabled" | "token-not-valid-now" | "token-locked" | "token-not-asked"
  >;
}

/** As the audit trail names several. */
export const serialsOf = (candidates: readonly Pick<Candidate, "serial">[]): string =>
  candidates.map(({ serial }) => serial).join(",");

/** Where a browser goes after its login: an address of an application, and what that application knows the login by. */
export interface ReturnTo {
  readonly url: string;
  readonly state: string;
}

/** Of a login that this service's own page began. */
export interface BrowserPart {
  /** SHA-256 in hex of what the cookie of that browser holds, and nothing else does. */
  readonly secretHash: string;
  readonly returnTo: ReturnTo | null;
  /** The one-time code made when the login was used, until it is redeemed: SHA-256 in hex. */
  readonly code: { readonly hash: string; readonly issuedAtMs: number } | null;
}

/** How long an application may take to redeem a code. Less than the tombstone's ten minutes, which keeps it. */
const CODE_VALIDITY_MS = 60 * 1000;

/**
 * So long after its expiry a login may still be finished that a phone has answered in time. The application hears of the answer
 * with its next poll, and finishes with a request after that: without this an answer in the last seconds was lost, though the
 * phone had said that it is accepted. No answer is taken meanwhile.
 */
export const FINALIZE_GRACE_MS = 15 * 1000;

type StoredState = "open" | "answered" | "used" | "cancelled" | "blocked";

export interface Challenge {
  /** In the QR code, and OCRA's S. The transaction_id is not kept: nothing here needs it, and it lets in who has it. */
  readonly sessionKey: string;
  /** What the audit trail and the list of open logins call it. */
  readonly attemptId: string;
  /** OCRA's Q. One question for all candidates, so that any of the user's phones may answer. */
  readonly question: string;
  readonly user: string;
  readonly realm: string;
  readonly candidates: readonly Candidate[];
  readonly bystanders: readonly Bystander[];
  /** What wrong responses count on, and whose lock alone refuses a right one. */
  readonly path: LoginPath;
  readonly expiresAtMs: number;
  readonly state: StoredState;
  /** Serial of the candidate that answered. */
  readonly answeredBy: string | null;
  /** Answers this transaction takes in all. */
  readonly maxTries: number;
  /**
   * What else than a login it is for, as a text that its opener alone can make again: ./admin/second-factor.ts,
   * ./enrolment/link-steps.ts. Undefined for a login.
   */
  readonly purpose?: string | undefined;
  /** Tries taken by answers, those still under way included. Never above maxTries: that bounds parallel guessing. */
  readonly charged: number;
  /** Tries that have ended in a refusal. `charged - failed` answers are under way, and one of them may still be right. */
  readonly failed: number;
  /** Null for the login of an application. */
  readonly browser: BrowserPart | null;
}

/** The state as outsiders see it. `unknown`: made up, never opened, or gone for good. */
export type ChallengeState = StoredState | "expired" | "unknown";

export const newChallenge = (
  opened: Pick<Challenge, "sessionKey" | "attemptId" | "question" | "user" | "realm" | "expiresAtMs" | "maxTries"> &
    Answerers &
    Bound,
): Challenge => ({ browser: null, ...opened, state: "open", answeredBy: null, charged: 0, failed: 0 });

/** Whose answers a transaction knows, and what they count on. */
export type Answerers = Pick<Challenge, "candidates" | "bystanders" | "path">;

/** The further bindings of a transaction besides its user. */
export type Bound = Partial<Pick<Challenge, "browser" | "purpose">>;

export function stateOf(challenge: Challenge | null, nowMs: number): ChallengeState {
  if (challenge === null) return "unknown";
  const waiting = challenge.state === "open" || challenge.state === "answered";
  return waiting && nowMs >= endOf(challenge) ? "expired" : challenge.state;
}

/**
 * When the clock ends it, unless something else has. An answer is only ever marked before `expiresAtMs`, so each that is there
 * was in time.
 */
export const endOf = ({ state, expiresAtMs }: Pick<Challenge, "state" | "expiresAtMs">): number =>
  state === "answered" ? expiresAtMs + FINALIZE_GRACE_MS : expiresAtMs;

/** Takes one try before an answer is judged; undefined when none is left. */
export const charge = (challenge: Challenge): Challenge | undefined =>
  challenge.charged < challenge.maxTries ? { ...challenge, charged: challenge.charged + 1 } : undefined;

/** Gives a try back whose answer could not be judged, because the platform failed. */
export const giveBack = (challenge: Challenge): Challenge => ({ ...challenge, charged: challenge.charged - 1 });

/** Marks the answer. Exactly one wins: the caller has seen `open` in the same turn. */
export const markAnswered = (challenge: Challenge, serial: string): Challenge => ({
  ...withoutSecrets(challenge),
  state: "answered",
  answeredBy: serial,
});

/** Ends a try in a refusal. `locked`: no candidate can answer any more. */
export function markFailed(challenge: Challenge, locked: boolean): Challenge {
  const counted = { ...challenge, failed: challenge.failed + 1 };
  const over = challenge.state === "open" && (locked || counted.failed >= counted.maxTries);
  return over ? { ...withoutSecrets(counted), state: "blocked" } : counted;
}

/** `code`: for the application that the browser goes back to. Without one to go back to there is none. */
export const markUsed = (challenge: Challenge, code: BrowserPart["code"] = null): Challenge => ({
  ...challenge,
  state: "used",
  browser: challenge.browser && { ...challenge.browser, code: challenge.browser.returnTo && code },
});

/**
 * Another code in the place of one that nobody has redeemed: its browser asks again when the reply was lost. The time it
 * has stays. Undefined: there is none to replace.
 */
export function renewCode(challenge: Challenge, hash: string, nowMs: number): Challenge | undefined {
  const { browser } = challenge;
  if (!browser?.code || !isInTime(browser.code, nowMs)) return undefined;
  return { ...challenge, browser: { ...browser, code: { ...browser.code, hash } } };
}

const isInTime = ({ issuedAtMs }: { readonly issuedAtMs: number }, nowMs: number): boolean =>
  nowMs < issuedAtMs + CODE_VALIDITY_MS;

/**
 * What showing a code changes; undefined: nothing. A code is spent by the first who shows it, and accepted only with the
 * address and state it was made for: with others it is in wrong hands.
 */
export function redeem(
  challenge: Challenge,
  shown: { readonly codeHash: string; readonly returnTo: ReturnTo },
  nowMs: number,
): { readonly spent: Challenge; readonly accepted: boolean } | undefined {
  const { browser } = challenge;
  if (!browser?.code || !browser.returnTo || !sameHash(browser.code.hash, shown.codeHash)) return undefined;
  const { code, returnTo } = browser;
  const accepted =
    isInTime(code, nowMs) && returnTo.url === shown.returnTo.url && returnTo.state === shown.returnTo.state;
  return { spent: { ...challenge, browser: { ...browser, code: null } }, accepted };
}

export const sameHash = (a: string, b: string): boolean => equalInConstantTime(utf8(a), utf8(b));

export const markCancelled = (challenge: Challenge): Challenge =>
  challenge.state === "open" || challenge.state === "answered"
    ? { ...withoutSecrets(challenge), state: "cancelled" }
    : challenge;

/** Once nothing is left to verify, the state and the names stay; what verified goes. */
export const withoutSecrets = (challenge: Challenge): Challenge => ({
  ...challenge,
  question: "",
  candidates: challenge.candidates.map((candidate) => ({ ...candidate, sealedSecret: "" })),
  bystanders: [],
});
