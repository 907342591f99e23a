// Open logins, for administrators: ./open-login-routes.ts.

import { success } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { PAGE } from "../openapi/lists.ts";
import { flag, list, object, only, orNull, shared, whole } from "../openapi/schema.ts";

const listed: Definition = {
  does: "Lists open logins",
  tells: "The newest come first. `transaction_id` in an entry is the attempt id, which can neither poll nor finalize.",
  right: "getchallenges",
  takes: [...PAGE, "transaction_id", "serial"],
  answers: [
    success(
      object({
        challenges: list(shared("OpenLogin")),
        complete: flag,
        count: whole,
        current: whole,
        prev: orNull(whole),
        next: orNull(whole),
      }),
    ),
  ],
  reasons: ["unknown-serial"],
};

const cancelled = (does: string, tells: string): Definition => ({
  does,
  tells,
  right: "getchallenges",
  takes: [],
  answers: [success(object({ deleted: whole, status: only(true) }))],
  reasons: ["administrators-only", "confirmation-needed"],
});

export const openLoginDefinitions: Definitions = {
  "GET /token/challenges/": listed,
  "GET /token/challenges/:serial": listed,
  "DELETE /token/challenges/expired": cancelled("Deletes nothing", "The answer is 0: the list has no expired logins."),
  "DELETE /token/challenges/transaction/:transaction_id": cancelled(
    "Cancels a login that is open or answered",
    "It is named by its `transaction_id` or its attempt id.",
  ),
};
