// The messages that listeners get, in the order in which they can occur.

import { enrolmentJson, orderOf } from "../../core/enrolment/progress.ts";
import type { ChallengeState } from "../../core/ports/tokens/challenge.ts";
import type { EnrolmentProgress } from "../../core/ports/tokens/enrolments.ts";

export interface News {
  /** The higher of two is the later one; nothing follows after Infinity. */
  readonly order: number;
  readonly message: string;
}

const ORDER: Readonly<Partial<Record<ChallengeState, number>>> = { open: 0, answered: 1 };

/** Comes while a login is open: an answer was refused, and the page that waits says why. */
const REFUSED_ORDER = 0.5;

/** The words are those of `transaction_state`. `elsewhere`: a right answer was too far away. */
export function newsOfTransaction(state: ChallengeState, elsewhere = false): News {
  const order = ORDER[state] ?? Number.POSITIVE_INFINITY;
  return elsewhere && state === "open"
    ? { order: REFUSED_ORDER, message: JSON.stringify({ state, refused: "phone-elsewhere" }) }
    : { order, message: JSON.stringify({ state }) };
}

/** The message is the `enrollment` of a token in GET /token/. */
export const newsOfEnrolment = (progress: EnrolmentProgress): News => ({
  order: orderOf(progress),
  message: JSON.stringify(enrolmentJson(progress)),
});
