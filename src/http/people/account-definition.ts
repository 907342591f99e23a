// Accounts and their API keys: ./account-routes.ts.

import { list, object, text } from "../../lib/schema.ts";
import { ok, succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { accountBodies } from "./account-bodies.ts";
import { accountShape } from "./shapes.ts";

export const accountDefinitions = {
  "GET /accounts": {
    does: "Lists accounts",
    tells: "Each has the `id` and the times of its keys. `password` is whether it has one.",
    right: "accounts",
    answers: [succeeds(list(accountShape))],
  },
  "POST /accounts": {
    does: "Makes an account",
    tells:
      "`*` in `rights` is all; null in `realms` is all realms. Without `password` it cannot sign in, but may have keys. " +
      "With `person` it signs in only with a phone: docs/accounts.md#accounts-of-one-person.",
    right: "administrators",
    body: accountBodies["POST /accounts"],
    answers: [ok],
    reasons: ["account-exists", "unseen-character", "administrators-only", "confirmation-needed"],
  },
  "PATCH /accounts/:name": {
    does: "Changes an account",
    tells: "Only what is given changes. A new password, and disabling, end the account's sessions.",
    right: "administrators",
    body: accountBodies["PATCH /accounts/:name"],
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
    body: accountBodies["POST /accounts/:name/keys"],
    answers: [succeeds(object({ id: text, key: text }))],
    reasons: ["unknown-account", "too-many-keys", "administrators-only", "confirmation-needed"],
  },
  "DELETE /accounts/:name/keys/:id": {
    does: "Removes an API key",
    right: "administrators",
    answers: [ok],
    reasons: ["unknown-account", "administrators-only", "confirmation-needed"],
  },
} satisfies Definitions;
