// The addresses to which events are sent: ./routes.ts.

import { success } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { flag, list, object, only, shared, text } from "../openapi/schema.ts";

const ENDPOINT = { events: list(text), realms: list(text) };
const SECRET = { secret: text };
const ENDPOINT_WITH_SECRET = { allOf: [shared("Endpoint"), object({}, SECRET)] };
const ofOne = (does: string, tells?: string, value = shared("Endpoint")): Definition => ({
  does,
  ...(tells === undefined ? {} : { tells }),
  right: "eventendpoints",
  answers: [success(value)],
  reasons: ["unknown-endpoint"],
});

export const eventEndpointDefinitions: Definitions = {
  "GET /events/endpoints": {
    does: "Lists the addresses to which events are sent",
    right: "eventendpoints",
    answers: [success(list(shared("Endpoint")))],
  },
  "POST /events/endpoints": {
    does: "Adds an address, and shows its secret",
    tells: "The `secret` is shown this one time. Without `events` or `realms` it gets those of all.",
    right: "eventendpoints",
    body: object({ url: text }, ENDPOINT),
    answers: [success(ENDPOINT_WITH_SECRET)],
    reasons: ["too-many-endpoints"],
  },
  "GET /events/endpoints/:id": ofOne("One address"),
  "PATCH /events/endpoints/:id": {
    ...ofOne(
      "Changes an address",
      "Only what is given changes. The answer has a new `secret` after `rotate_secret`.",
      ENDPOINT_WITH_SECRET,
    ),
    body: object({}, { url: text, ...ENDPOINT, enabled: flag, rotate_secret: flag }),
  },
  "DELETE /events/endpoints/:id": ofOne("Removes an address", undefined, only(true)),
  "POST /events/endpoints/:id/test": {
    ...ofOne(
      "Sends a test message",
      "The answer is its delivery, whose `status` is 0 if there was no answer.",
      shared("Delivery"),
    ),
    reasons: ["unknown-endpoint", "too-many-requests"],
  },
  "GET /events/endpoints/:id/deliveries": ofOne(
    "The last deliveries",
    "They are 50 at most, the newest first.",
    list(shared("Delivery")),
  ),
};
