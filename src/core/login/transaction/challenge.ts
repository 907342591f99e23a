// The state machine of one transaction, with no storage, clock or network (./transaction.ts).
//
//            right response            a finalize
//     open ─────────────────▶ answered ─────────────────▶ used
//      │ │                       │
//      │ └─ wrong responses ──▶ blocked      (its tries are spent, or every candidate is locked)
//      ├─── the clock ────────▶ expired  ◀── the clock
//      └─── a cancel ─────────▶ cancelled ◀─ a cancel
//
// The request that opened a transaction decides who may finalize and cancel it (./claim.ts).
// Administrators may cancel any. Every look compares with the clock, so `expired` needs no event;
// the alarm only clears away old transactions. An answered one expires later: FINALIZE_GRACE_MS.

import { equalInConstantTime, utf8 } from "../../../lib/bytes.ts";
import type { Answerers, Bindings, Candidate, Challenge, ChallengeState } from "../../ports/tokens/challenge.ts";
import type { Proximity } from "../../proximity/proximity.ts";
import type { PassUse } from "../../token/pass.ts";

/** The serials as one text, for the audit trail. */
export const serialsOf = (candidates: readonly Pick<Candidate, "serial">[]): string =>
  candidates.map(({ serial }) => serial).join(",");

/** For how long a browser that lost the reply may finalize again. The tombstone stays longer. */
export const ASK_AGAIN_MS = 60 * 1000;

/**
 * An application hears of the answer at its next poll and finalizes afterwards, so an answer in the
 * last seconds would be lost although the phone was told that it is accepted. For this long after
 * the expiry, answered logins may be finalized and no answer is taken.
 */
export const FINALIZE_GRACE_MS = 15 * 1000;

export const newChallenge = (
  opened: Pick<Challenge, "sessionKey" | "attemptId" | "question" | "user" | "realm" | "expiresAtMs" | "maxTries"> &
    Answerers &
    Bindings,
): Challenge => ({ browser: null, ...opened, state: "open", answeredBy: null, charged: 0, failed: 0 });

export function stateOf(challenge: Challenge | null, nowMs: number): ChallengeState {
  if (challenge === null) return "unknown";
  const waiting = challenge.state === "open" || challenge.state === "answered";
  return waiting && nowMs >= endOf(challenge) ? "expired" : challenge.state;
}

/**
 * When the clock ends the transaction, if nothing else has. An answer is marked only before
 * `expiresAtMs`, so every marked one was in time.
 */
export const endOf = ({ state, expiresAtMs }: Pick<Challenge, "state" | "expiresAtMs">): number =>
  state === "answered" ? expiresAtMs + FINALIZE_GRACE_MS : expiresAtMs;

/** Takes a try before an answer is judged; undefined when none is left. */
export const charge = (challenge: Challenge): Challenge | undefined =>
  challenge.charged < challenge.maxTries ? { ...challenge, charged: challenge.charged + 1 } : undefined;

/** Gives a try back if the platform failed and the answer could not be judged. */
export const giveBack = (challenge: Challenge): Challenge => ({ ...challenge, charged: challenge.charged - 1 });

/** Marks the answer. Exactly one wins, because the caller saw `open` in the same turn. */
export const markAnswered = (
  challenge: Challenge,
  serial: string,
  typed = false,
  proximity: Proximity | "" = "",
): Challenge => ({
  ...withoutSecrets(challenge),
  state: "answered",
  answeredBy: serial,
  typed,
  proximity,
  elsewhere: false,
});

/** The token that has answered, while its login waits for the finalize. */
export const answeredToken = (challenge: Challenge | null, nowMs: number): Candidate | undefined =>
  stateOf(challenge, nowMs) === "answered"
    ? challenge?.candidates.find(({ serial }) => serial === challenge.answeredBy)
    : undefined;

/** What a page may show of the pass. */
export const passUseOf = ({ pass }: Pick<Challenge, "pass">): Exclude<PassUse, "none"> | undefined =>
  typeof pass === "object" ? "taken" : pass;

/** When the pass of this login ends; undefined without one. */
export const passEndOf = ({ pass }: Challenge): number | undefined =>
  typeof pass === "object" ? pass.untilMs : undefined;

/** A right answer came from too far away. No lock moves: the phone may answer from elsewhere. */
export const markElsewhere = (challenge: Challenge): Challenge => ({
  ...markFailed(challenge, false),
  elsewhere: true,
});

/** A try ends in a refusal. `locked`: no candidate can answer any more. */
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

/** Whether a browser has just finalized: its reply may be lost, so it hears the same again. */
export const isJustUsed = ({ browser }: Challenge, nowMs: number): boolean =>
  typeof browser?.usedAtMs === "number" && nowMs < browser.usedAtMs + ASK_AGAIN_MS;

export const sameHash = (a: string, b: string): boolean => equalInConstantTime(utf8(a), utf8(b));

export const markCancelled = (challenge: Challenge): Challenge =>
  challenge.state === "open" || challenge.state === "answered"
    ? { ...withoutSecrets(challenge), state: "cancelled" }
    : challenge;

/** Lets an open transaction that nobody can answer any more expire now. */
export const markExpired = (challenge: Challenge, nowMs: number): Challenge => ({
  ...withoutSecrets(challenge),
  expiresAtMs: Math.min(challenge.expiresAtMs, nowMs),
});

/** Removes questions and sealed secrets when nothing is left to verify. State and names stay. */
export const withoutSecrets = (challenge: Challenge): Challenge => ({
  ...challenge,
  browser: challenge.browser && { ...challenge.browser, codeBefore: undefined },
  question: "",
  candidates: challenge.candidates.map((candidate) => ({ ...candidate, sealedSecret: "" })),
  bystanders: [],
  pass: typeof challenge.pass === "object" ? { ...challenge.pass, sealed: "" } : challenge.pass,
});
