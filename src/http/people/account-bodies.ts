// What may be said of an account and its keys.

import { RIGHTS } from "../../core/caller.ts";
import { distinct, Fault, readBy, worded } from "../../lib/read-schema.ts";
import { flag, list, named, object, oneOf, orNull, text } from "../../lib/schema.ts";
import { areRealms, MAX_REALMS } from "../request/realms.ts";

export const rightShape = named("Right", () => oneOf("*", ...RIGHTS));
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

export const accountBodies = {
  "POST /accounts": object({ name, rights }, { realms, person: flag, password: orNull(text) }),
  "PATCH /accounts/:name": object({}, { rights, realms, disabled: flag, person: flag, password: text }),
  "POST /accounts/:name/keys": object({}, { expires_at: expiry }),
};
