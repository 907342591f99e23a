// Accounts and their API keys: ./account-routes.ts.

import { ok, success } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { flag, list, object, orNull, shared, text } from "../openapi/schema.ts";

const rights = list(shared("Right"));
const realms = orNull(list(text));

export const accountDefinitions: Definitions = {
  "GET /accounts": {
    does: "Lists accounts",
    tells: "Each has the `id` and the times of its keys. `password` is whether it has one.",
    right: "accounts",
    answers: [success(list(shared("Account")))],
  },
  "POST /accounts": {
    does: "Makes an account",
    tells:
      "`*` in `rights` is all; null in `realms` is all realms. Without `password` it cannot sign in, but may have keys.",
    right: "administrators",
    body: object({ name: text, rights }, { realms, password: orNull(text) }),
    answers: [ok],
    reasons: ["account-exists", "administrators-only", "confirmation-needed"],
  },
  "PATCH /accounts/:name": {
    does: "Changes an account",
    tells: "Only what is given changes. A new password, and disabling, end the account's sessions.",
    right: "administrators",
    body: object({}, { rights, realms, disabled: flag, password: text }),
    answers: [ok],
    reasons: ["unknown-account", "last-administrator", "administrators-only", "confirmation-needed"],
  },
  "DELETE /accounts/:name": {
    does: "Removes an account",
    right: "administrators",
    answers: [ok],
    reasons: ["unknown-account", "last-administrator", "administrators-only", "confirmation-needed"],
  },
  "POST /accounts/:name/keys": {
    does: "Makes an API key, and shows it",
    tells: "The answer has `id` and `key`, which is shown this one time. `expires_at` is ISO 8601, or null.",
    right: "administrators",
    body: object({}, { expires_at: orNull(text) }),
    answers: [success(object({ id: text, key: text }))],
    reasons: ["unknown-account", "too-many-keys", "administrators-only", "confirmation-needed"],
  },
  "DELETE /accounts/:name/keys/:id": {
    does: "Removes an API key",
    right: "administrators",
    answers: [ok],
    reasons: ["unknown-account", "administrators-only", "confirmation-needed"],
  },
};
