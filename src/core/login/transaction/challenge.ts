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
import type { Answerers, Bound, Candidate, Challenge, ChallengeState } from "../../ports/tokens/challenge.ts";

/** The serials as one text, as the audit trail stores them. */
export const serialsOf = (candidates: readonly Pick<Candidate, "serial">[]): string =>
  candidates.map(({ serial }) => serial).join(",");

/** How long after its finalize a browser whose reply was lost may ask again. The tombstone stays longer: ten minutes. */
export const ASK_AGAIN_MS = 60 * 1000;

/**
 * An application hears of the answer with its next poll and finalizes with the request after it, so an answer in the last
 * seconds would be lost although the phone was told that it is accepted. An answered login may therefore be finalized for this
 * long after its expiry. No answer is taken in that time.
 */
export const FINALIZE_GRACE_MS = 15 * 1000;

export const newChallenge = (
  opened: Pick<Challenge, "sessionKey" | "attemptId" | "question" | "user" | "realm" | "expiresAtMs" | "maxTries"> &
    Answerers &
    Bound,
): Challenge => ({ browser: null, ...opened, state: "open", answeredBy: null, charged: 0, failed: 0 });

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
