// The description of a token: its phone's name, which owner and administrators read in lists.

import { hasUnseen, UNSEEN_FAULT } from "../../lib/unseen.ts";
import { invalidParameter, type Outcome } from "../reasons.ts";

/** Undefined leaves it unchanged. */
export const readDescription = <Description extends string | undefined>(
  description: Description,
): Outcome<{ readonly description: Description }> =>
  hasUnseen(description ?? "") ? invalidParameter("description", `it ${UNSEEN_FAULT}`) : { ok: true, description };
