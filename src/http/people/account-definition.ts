// Accounts and their API keys: ./account-routes.ts.

import { distinct, Fault, readBy, worded } from "../../lib/read-schema.ts";
import { flag, list, object, orNull, text } from "../../lib/schema.ts";
import { ok, succeeds } from "../openapi/answers.ts";
import type { Definitions } from "../openapi/definition.ts";
import { areRealms, MAX_REALMS } from "../request/realms.ts";
import { accountShape, rightShape } from "./shapes.ts";

const rights = distinct(list(rightShape));
const realms = worded(
  orNull(list(text)),
  `expected null or a list of 1 to ${MAX_REALMS} realms in lower case`,
  (realms) => realms === null || (realms.length > 0 && areRealms(realms)),
);
/** No path can hold these two (URL §4.1): such an account could not be changed. */
const name = worded(text, "expected a text", (name) => ![".", ".."].includes(name));
/** An ISO 8601 time, read as milliseconds. Null: the key does not expire. */
const expiry = readBy(orNull(text), (at) => {
  const ms = typeof at === "string" && /^\d{4}-\d\d-\d\d(T|$)/.test(at) ? Date.parse(at) : Number.NaN;
  // NaN is not later than anything.
  if (at !== null && !(ms > Date.now())) return new Fault("expected a time to come, such as 2027-01-31T12:00:00Z");
  return at === null ? null : ms;
});

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
    body: object({ name, rights }, { realms, person: flag, password: orNull(text) }),
    answers: [ok],
    reasons: ["account-exists", "unseen-character", "administrators-only", "confirmation-needed"],
  },
  "PATCH /accounts/:name": {
    does: "Changes an account",
    tells: "Only what is given changes. A new password, and disabling, end the account's sessions.",
    right: "administrators",
    body: object({}, { rights, realms, disabled: flag, person: flag, password: text }),
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
    body: object({}, { expires_at: expiry }),
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
