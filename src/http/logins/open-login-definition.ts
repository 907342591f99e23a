// Open logins, for administrators: ./open-login-routes.ts.

import { flag, list, object, only, orNull, whole } from "../../lib/schema.ts";
import { succeeds } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { PAGE } from "../openapi/lists.ts";
import { openLoginShape } from "./shapes.ts";

const listed = {
  does: "Lists open logins",
  tells:
    "The newest come first. `transaction_id` in an entry is the attempt id, which can neither poll nor finalize. " +
    "`client` is the address that began it, and `country` its country, where distances are compared. `application` is " +
    "known of a sign-in on our page, and `administrator` of one that an account began.",
  right: "getchallenges",
  takes: [...PAGE, "transaction_id", "serial"],
  answers: [
    succeeds(
      object({
        challenges: list(openLoginShape),
        complete: flag,
        count: whole,
        current: whole,
        prev: orNull(whole),
        next: orNull(whole),
      }),
    ),
  ],
  reasons: ["unknown-serial"],
} satisfies Definition;

const cancelled = (does: string, tells: string) =>
  ({
    does,
    tells,
    right: "getchallenges",
    takes: [],
    answers: [succeeds(object({ deleted: whole, status: only(true) }))],
    reasons: ["administrators-only", "confirmation-needed"],
  }) satisfies Definition;

export const openLoginDefinitions = {
  "GET /token/challenges/": listed,
  "GET /token/challenges/:serial": listed,
  "DELETE /token/challenges/expired": cancelled("Deletes nothing", "The answer is 0: the list has no expired logins."),
  "DELETE /token/challenges/transaction/:transaction_id": cancelled(
    "Cancels a login that is open or answered",
    "It is named by its `transaction_id` or its attempt id.",
  ),
} satisfies Definitions;
