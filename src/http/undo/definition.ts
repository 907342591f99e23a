// Taking back what was done to a person by mistake: ./routes.ts.

import { changed } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";

export const undoDefinitions = {
  "POST /user/:realm/:name/undo/:id": {
    does: "Undoes a stopped or replaced phone, or a new PIN",
    tells:
      "The right is that of the act: `enrollTIQR` for a phone, `setpin` or `setrandompin` for a PIN. The token is as it " +
      "was; a phone that has taken its place, its sessions and open logins end, and so does the link. The person gets a " +
      "mail. The answer is the number of tokens: docs/api.md#undo.",
    right: "signed-in",
    takes: [],
    answers: [changed],
    reasons: [
      "control-character",
      "user-too-long",
      "undo-over",
      "other-realm",
      "own-person",
      "missing-right",
      "administrators-only",
      "confirmation-needed",
      "caller-unproven",
    ],
  },
} satisfies Definitions;
