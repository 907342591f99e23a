// The description of a token: its phone's name, which owner and administrators read in lists.

import { hasUnseen, UNSEEN_FAULT } from "../../lib/unseen.ts";
import { invalidParameter, type Outcome, refuse } from "../reasons.ts";

/** For the name that its owner gives a phone: lists show it. */
export const MAX_NAME_CHARACTERS = 80;

/** What the owner calls the phone. An empty text is no name. */
export function readPhoneName(name: string): Outcome<{ readonly description: string }> {
  const text = name.trim();
  return [...text].length > MAX_NAME_CHARACTERS ? refuse({ code: "too-long", name: "name" }) : readDescription(text);
}

/** Undefined leaves it unchanged. */
export const readDescription = <Description extends string | undefined>(
  description: Description,
): Outcome<{ readonly description: Description }> =>
  hasUnseen(description ?? "") ? invalidParameter("description", `it ${UNSEEN_FAULT}`) : { ok: true, description };
