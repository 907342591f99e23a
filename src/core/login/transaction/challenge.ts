// The state machine of one transaction, without storage, clock or network. src/core/login/transaction/transaction.ts drives it.
//
//            right response            a finalize
//     open ─────────────────▶ answered ─────────────────▶ used
//      │ │                       │
//      │ └─ wrong responses ──▶ blocked      (its tries are spent, or the lock of every candidate has closed)
//      ├─── the clock ────────▶ expired  ◀── the clock
//      └─── a cancel ─────────▶ cancelled ◀─ a cancel
//
// The request that opened a transaction decides who may finalize and cancel it (./claim.ts). Administrators may cancel any.
// `expired` needs no event: every look compares with the clock. The alarm only clears away old transactions.
// An answered transaction expires a little later than an open one: FINALIZE_GRACE_MS.

import { equalInConstantTime, utf8 } from "../../../lib/bytes.ts";
import type { AccountName } from "../../../tiqr/urls.ts";
import type { Reason } from "../../reasons.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { LoginPath } from "../../token/lock.ts";

/** A token that may answer: the user's, enrolled, usable, and its PIN was right. It carries the data that verify the answer. */
export interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly serial: string;
  readonly suite: string;
  readonly sealedSecret: string;
  /** The phone's name for the account, unless it follows from the user. */
  readonly identity?: string | undefined;
}

/**
 * A token of the user that may not answer, and why. An answer of its phone would look like a guess and count on the tokens that
 * may answer, so it is recognised.
 */
export interface Bystander extends Pick<Candidate, "serial" | "suite" | "sealedSecret"> {
  readonly because: Extract<
    Reason["code"],
    "token-revoked" | "token-disabled" | "token-not-valid-now" | "token-locked" | "key-lost" | "token-not-asked"
  >;
}

/** The serials as one text, as the audit trail stores them. */
export const serialsOf = (candidates: readonly Pick<Candidate, "serial">[]): string =>
  candidates.map(({ serial }) => serial).join(",");

/** The part of a challenge that only a login of this service's own page has. */
export interface BrowserPart {
  /** SHA-256 in hex of the secret, which only the browser's cookie holds. */
  readonly secretHash: string;
  /** The sealed request of the application that the person signs in to (../../oidc/requests/asked.ts); null: the service itself. */
  readonly request: string | null;
  /** The name of that application, for the phone. */
  readonly application: string | null;
  /** When the login was finalized. */
  readonly usedAtMs: number | null;
}

/** How long after its finalize a browser whose reply was lost may ask again. The tombstone stays longer: ten minutes. */
export const ASK_AGAIN_MS = 60 * 1000;

/**
 * An application hears of the answer with its next poll and finalizes with the request after it, so an answer in the last
 * seconds would be lost although the phone was told that it is accepted. An answered login may therefore be finalized for this
 * long after its expiry. No answer is taken in that time.
 */
export const FINALIZE_GRACE_MS = 15 * 1000;

/** A response that was judged, and what its sender heard. */
export interface Judged {
  /** A keyed hash. The response itself is not stored. */
  readonly digest: string;
  /** Null: it was accepted. */
  readonly refused: Reason | null;
}

type StoredState = "open" | "answered" | "used" | "cancelled" | "blocked";

export interface Challenge {
  /** Stands in the QR code, and is OCRA's S. The transaction_id finalizes the login, so it is not stored: nothing here needs it. */
  readonly sessionKey: string;
  /** Names the login in the audit trail and in the list of open logins. */
  readonly attemptId: string;
  /** OCRA's Q. All candidates share it, so any of the user's phones may answer. */
  readonly question: string;
  readonly user: string;
  readonly realm: string;
  readonly candidates: readonly Candidate[];
  readonly bystanders: readonly Bystander[];
  /** Wrong responses count on this path, and only this path's lock refuses a right one. */
  readonly path: LoginPath;
  readonly expiresAtMs: number;
  readonly state: StoredState;
  /** The serial of the candidate that answered. */
  readonly answeredBy: string | null;
  /** Whether the answer was typed in from the phone. */
  readonly typed?: boolean | undefined;
  /** How many answers this transaction takes in all. */
  readonly maxTries: number;
  /**
   * Undefined for a login. A sign-in, a confirmation or a trial has a text that its opener alone can make again:
   * ../../admin/accounts/second-factor.ts, ../../enrolment/link-trial.ts.
   */
  readonly purpose?: string | undefined;
  /** The tries taken, by answers under way too. It never exceeds maxTries, so parallel guesses are bounded as well. */
  readonly charged: number;
  /** The tries that ended in a refusal. `charged - failed` answers are under way, and one of them may still be right. */
  readonly failed: number;
  /**
   * The responses that were judged; undefined before the first. Each has cost a try or was a bystander's right one, so they are few.
   * They stay when the transaction is over.
   */
  readonly judged?: readonly Judged[] | undefined;
  /** The account that the QR code names, unless it follows from the user and the settings. */
  readonly account?: AccountName | undefined;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
  /** Null unless this service's own page began the login. */
  readonly browser: BrowserPart | null;
}

/** The state as outsiders see it. `unknown`: made up, never opened, or gone for good. */
export type ChallengeState = StoredState | "expired" | "unknown";

export const newChallenge = (
  opened: Pick<Challenge, "sessionKey" | "attemptId" | "question" | "user" | "realm" | "expiresAtMs" | "maxTries"> &
    Answerers &
    Bound,
): Challenge => ({ browser: null, ...opened, state: "open", answeredBy: null, charged: 0, failed: 0 });

/** The tokens whose answers a transaction recognises, and the path that wrong ones count on. */
export type Answerers = Pick<Challenge, "candidates" | "bystanders" | "path">;

/** The further bindings of a transaction besides its user. */
export type Bound = Partial<Pick<Challenge, "browser" | "purpose" | "account">>;

export function stateOf(challenge: Challenge | null, nowMs: number): ChallengeState {
  if (challenge === null) return "unknown";
  const waiting = challenge.state === "open" || challenge.state === "answered";
  return waiting && nowMs >= endOf(challenge) ? "expired" : challenge.state;
}

/**
 * The time at which the clock ends the transaction, unless something else has. An answer is marked only before `expiresAtMs`, so
 * every marked answer was in time.
 */
export const endOf = ({ state, expiresAtMs }: Pick<Challenge, "state" | "expiresAtMs">): number =>
  state === "answered" ? expiresAtMs + FINALIZE_GRACE_MS : expiresAtMs;

/** Takes one try before an answer is judged; undefined when none is left. */
export const charge = (challenge: Challenge): Challenge | undefined =>
  challenge.charged < challenge.maxTries ? { ...challenge, charged: challenge.charged + 1 } : undefined;

/** Gives a try back when the platform failed, so that its answer could not be judged. */
export const giveBack = (challenge: Challenge): Challenge => ({ ...challenge, charged: challenge.charged - 1 });

/** Marks the answer. Exactly one wins, because the caller has seen `open` in the same turn. */
export const markAnswered = (challenge: Challenge, serial: string, typed = false): Challenge => ({
  ...withoutSecrets(challenge),
  state: "answered",
  answeredBy: serial,
  typed,
});

/** Ends a try in a refusal. `locked`: no candidate can answer any more. */
export function markFailed(challenge: Challenge, locked: boolean): Challenge {
  const counted = { ...challenge, failed: challenge.failed + 1 };
  const over = challenge.state === "open" && (locked || counted.failed >= counted.maxTries);
  return over ? { ...withoutSecrets(counted), state: "blocked" } : counted;
}

export const markUsed = (challenge: Challenge, nowMs: number): Challenge => ({
  ...challenge,
  state: "used",
  browser: challenge.browser && { ...challenge.browser, usedAtMs: nowMs },
});

/** Whether a browser finalized the login a moment ago. Its reply may be lost, so it is told the same again. */
export const isJustUsed = ({ browser }: Challenge, nowMs: number): boolean =>
  typeof browser?.usedAtMs === "number" && nowMs < browser.usedAtMs + ASK_AGAIN_MS;

export const sameHash = (a: string, b: string): boolean => equalInConstantTime(utf8(a), utf8(b));

export const markCancelled = (challenge: Challenge): Challenge =>
  challenge.state === "open" || challenge.state === "answered"
    ? { ...withoutSecrets(challenge), state: "cancelled" }
    : challenge;

/** Lets an open transaction expire now: nobody can answer it any more. */
export const markExpired = (challenge: Challenge, nowMs: number): Challenge => ({
  ...withoutSecrets(challenge),
  expiresAtMs: Math.min(challenge.expiresAtMs, nowMs),
});

/** Removes the question and the sealed secrets once there is nothing left to verify. The state and the names stay. */
export const withoutSecrets = (challenge: Challenge): Challenge => ({
  ...challenge,
  question: "",
  candidates: challenge.candidates.map((candidate) => ({ ...candidate, sealedSecret: "" })),
  bystanders: [],
});
