// The state machine of one transaction, without storage, clock or network. src/core/transaction.ts drives it.
//
//            right response            /validate/check with the transaction_id
//     open ─────────────────▶ answered ─────────────────▶ used
//      │ │                       │
//      │ └─ wrong responses ──▶ blocked      (its tries are spent, or the lock of every candidate has closed)
//      ├─── the clock ────────▶ expired  ◀── the clock
//      └─── an application ───▶ cancelled ◀─ an application
//
// `expired` is never waited for: every look compares with the clock. The alarm only empties what nobody looks at any more.

import type { NamedUser } from "./token.ts";

/** A token that may answer: enrolled, usable, of the user, its PIN right. With it goes what verifies the answer. */
export interface Candidate {
  readonly id: number;
  readonly generation: number;
  readonly serial: string;
  readonly suite: string;
  readonly sealedSecret: string;
}

/** As the audit trail names several. */
export const serialsOf = (candidates: readonly Pick<Candidate, "serial">[]): string =>
  candidates.map(({ serial }) => serial).join(",");

type StoredState = "open" | "answered" | "used" | "cancelled" | "blocked";

export interface Challenge {
  readonly transactionId: string;
  /** OCRA's Q. One question for all candidates, so that any of the user's phones may answer. */
  readonly question: string;
  readonly user: string;
  readonly realm: string;
  readonly candidates: readonly Candidate[];
  readonly expiresAtMs: number;
  readonly state: StoredState;
  /** Serial of the candidate that answered. */
  readonly answeredBy: string | null;
  /** Answers this transaction takes in all. */
  readonly maxTries: number;
  /** What else than a login at an application it is for, as a text that only its opener can give again: src/core/second-factor.ts. */
  readonly purpose?: string | undefined;
  /** Tries taken by answers, those still under way included. Never above maxTries: that bounds parallel guessing. */
  readonly charged: number;
  /** Tries that have ended in a refusal. `charged - failed` answers are under way, and one of them may still be right. */
  readonly failed: number;
}

/** What the outside sees. `unknown`: made up, never opened, or gone for good. */
export type ChallengeState = StoredState | "expired" | "unknown";

export const newChallenge = (
  opened: Pick<
    Challenge,
    "transactionId" | "question" | "user" | "realm" | "candidates" | "expiresAtMs" | "maxTries" | "purpose"
  >,
): Challenge => ({ ...opened, state: "open", answeredBy: null, charged: 0, failed: 0 });

export function stateOf(challenge: Challenge | null, nowMs: number): ChallengeState {
  if (challenge === null) return "unknown";
  const waiting = challenge.state === "open" || challenge.state === "answered";
  return waiting && nowMs >= challenge.expiresAtMs ? "expired" : challenge.state;
}

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

export const markUsed = (challenge: Challenge): Challenge => ({ ...challenge, state: "used" });

export const markCancelled = (challenge: Challenge): Challenge =>
  challenge.state === "open" || challenge.state === "answered"
    ? { ...withoutSecrets(challenge), state: "cancelled" }
    : challenge;

/** Once nothing is left to verify, the state and the names stay; what verified goes. */
export const withoutSecrets = (challenge: Challenge): Challenge => ({
  ...challenge,
  question: "",
  candidates: challenge.candidates.map((candidate) => ({ ...candidate, sealedSecret: "" })),
});

/** Whom an application says a transaction is of: by a serial, by a user, or by both. */
export interface Claim {
  readonly serial: string | undefined;
  readonly named: NamedUser | undefined;
  /** The readings of the user's name. */
  readonly names: readonly { readonly user: string; readonly realm: string }[] | undefined;
  /** As the challenge has it: what was opened for one thing is good for no other. */
  readonly purpose?: string | undefined;
}

/** Whether a claim is true. Once answered, a serial means the token that answered. */
export function isOf(challenge: Challenge, claim: Claim): boolean {
  const { serial, names } = claim;
  const serials = challenge.answeredBy
    ? [challenge.answeredBy]
    : challenge.candidates.map((candidate) => candidate.serial);
  const byName = names?.some(({ user, realm }) => user === challenge.user && realm === challenge.realm) ?? true;
  return (
    challenge.purpose === claim.purpose &&
    byName &&
    (serial === undefined || serials.includes(serial)) &&
    (serial ?? names) !== undefined
  );
}
