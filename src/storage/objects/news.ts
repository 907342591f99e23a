// What is told to listeners, in the order in which it can happen.

import type { ChallengeState } from "../../core/challenge.ts";
import { enrolmentJson, orderOf } from "../../core/enrolment/progress.ts";
import type { EnrolmentProgress } from "../../core/ports/enrolments.ts";

export interface News {
  /** Of two, the higher is the later; after Infinity nothing follows. */
  readonly order: number;
  /** As it is sent. */
  readonly message: string;
}

const ORDER: Readonly<Partial<Record<ChallengeState, number>>> = { open: 0, answered: 1 };

/** The words are those of `transaction_state`. */
export const newsOfTransaction = (state: ChallengeState): News => ({
  order: ORDER[state] ?? Number.POSITIVE_INFINITY,
  message: JSON.stringify({ state }),
});

/** As `enrollment` of a token in GET /token/. */
export const newsOfEnrolment = (progress: EnrolmentProgress): News => ({
  order: orderOf(progress),
  message: JSON.stringify(enrolmentJson(progress)),
});
