// The addresses to which events are sent: ./routes.ts.

import { list, only, type Schema } from "../../lib/schema.ts";
import { succeeds } from "../openapi/answers.ts";
import type { Definition, Definitions } from "../openapi/definition.ts";
import { webhookBodies } from "./bodies.ts";
import { changedEndpointShape, deliveryShape, endpointShape, newEndpointShape } from "./shapes.ts";

const ofOne = <Value>(value: Schema<Value>, does: string, tells?: string) =>
  ({
    does,
    tells,
    right: "eventendpoints",
    answers: [succeeds(value)],
    reasons: ["unknown-endpoint"],
  }) satisfies Definition;

export const webhookDefinitions = {
  "GET /events/endpoints": {
    does: "Lists the addresses to which events are sent",
    right: "eventendpoints",
    answers: [succeeds(list(endpointShape))],
  },
  "POST /events/endpoints": {
    does: "Adds an address, and shows its secret",
    tells: "The `secret` is shown this one time. Without `events` or `realms` it gets those of all.",
    right: "eventendpoints",
    body: webhookBodies["POST /events/endpoints"],
    answers: [succeeds(newEndpointShape)],
    reasons: ["too-many-endpoints"],
  },
  "GET /events/endpoints/:id": ofOne(endpointShape, "One address"),
  "PATCH /events/endpoints/:id": {
    ...ofOne(
      changedEndpointShape,
      "Changes an address",
      "Only what is given changes. The answer has a new `secret` after `rotate_secret`.",
    ),
    body: webhookBodies["PATCH /events/endpoints/:id"],
  },
  "DELETE /events/endpoints/:id": ofOne(only(true), "Removes an address"),
  "POST /events/endpoints/:id/test": {
    ...ofOne(
      deliveryShape,
      "Sends a test message",
      "The answer is its delivery, whose `status` is 0 if there was no answer.",
    ),
    reasons: ["unknown-endpoint", "too-many-requests"],
  },
  "GET /events/endpoints/:id/deliveries": ofOne(
    list(deliveryShape),
    "The last deliveries",
    "They are 50 at most, the newest first.",
  ),
} satisfies Definitions;
