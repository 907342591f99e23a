// The rights that a job needs, what ends it, and for how long it may go on and be kept.

import type { Right } from "../caller.ts";
import { type ItemOutcome, TOKEN_ACTIONS, type Work } from "../ports/job.ts";
import type { Refusal } from "../reasons.ts";

/** The right that every job on users needs. */
export const USER_RIGHT = "set_custom_user_attributes" satisfies Right;

/** The rights without which the job is not begun. Its result is shown to accounts with the first of them. */
export function rightsOf(work: Work): readonly [Right, ...Right[]] {
  if (work.kind === "tokens") return [TOKEN_ACTIONS[work.action]];
  return work.links === "none" ? [USER_RIGHT] : ["enrollTIQR", USER_RIGHT];
}

/** A job that waits for the limits of the mail service goes on for weeks. None goes on for longer than this, or its object was lost. */
export const MAX_JOB_MS = 90 * 24 * 3600 * 1000;

/** A job and its result are kept so long after its end. */
export const RESULT_KEPT_MS = 24 * 3600 * 1000;

/** No other item could succeed after these, so they end the job. */
export const endsJob = (outcome: ItemOutcome): outcome is Refusal =>
  !outcome.ok && (outcome.reason.code === "signed-out" || outcome.reason.code === "missing-right");
