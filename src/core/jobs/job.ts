// What a job is called, the rights that it needs, what ends it, and how long it is kept.

import { hasUnseen, UNSEEN_FAULT, withoutUnseen } from "../../lib/unseen.ts";
import type { Right } from "../caller.ts";
import { type ItemOutcome, TOKEN_ACTIONS, type Work } from "../ports/job.ts";
import { invalidParameter, type Outcome, type Refusal } from "../reasons.ts";

/** The right that every job on users needs. */
export const USER_RIGHT = "set_custom_user_attributes" satisfies Right;

/** What each job needs besides, to begin: somebody who helps one caller at a time never does. */
export const MANY_RIGHT = "manyatonce" satisfies Right;

/** A job begins only with all of these; its result is shown to accounts with the first. */
export function rightsForWork(work: Work): readonly [Right, ...Right[]] {
  if (work.kind === "tokens") return [TOKEN_ACTIONS[work.action]];
  return work.links === "none" ? [USER_RIGHT] : ["enrollTIQR", USER_RIGHT];
}

/** Waiting for mail limits can take weeks. A job older than this has lost its object. */
export const MAX_JOB_MS = 90 * 24 * 3600 * 1000;

/** How long a job and its result are kept after its end. */
export const RESULT_KEPT_MS = 24 * 3600 * 1000;

/** After these no other item could succeed, so they end the job. */
export const endsJob = (outcome: ItemOutcome): outcome is Refusal =>
  !outcome.ok && (outcome.reason.code === "signed-out" || outcome.reason.code === "missing-right");

/** More than a list shows of a name, such as that of the file that a job imports. */
const MAX_JOB_NAME = 100;

export function readJobName(text = ""): Outcome<{ readonly name: string }> {
  const name = text.trim();
  if ([...name].length > MAX_JOB_NAME) return invalidParameter("name", `at most ${MAX_JOB_NAME} characters`);
  return hasUnseen(name) ? invalidParameter("name", `it ${UNSEEN_FAULT}`) : { ok: true, name };
}

/** A file may have any name, which must not keep anybody from importing it. */
export const jobNameOf = (file: string): string =>
  [...withoutUnseen(file.toWellFormed()).trim()].slice(0, MAX_JOB_NAME).join("").trim();
