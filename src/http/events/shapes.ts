// Endpoints that get events, and what became of each delivery.

import { both, flag, list, object, orNull, shape, text, time, type ValueOf, whole } from "../../lib/schema.ts";

export const endpointShape = shape("Endpoint", {
  id: text,
  url: text,
  events: list(text),
  realms: list(text),
  enabled: flag,
  created_at: time,
  disabled_at: orNull(time),
  disabled_fault: orNull(text),
});
export type EndpointJson = ValueOf<typeof endpointShape>;

/** A secret is shown once, when it was made. */
export const newEndpointShape = both(endpointShape, object({ secret: text }));
export const changedEndpointShape = both(endpointShape, object({}, { secret: text }));
export type KeyedEndpointJson = ValueOf<typeof changedEndpointShape>;

export const deliveryShape = shape("Delivery", {
  id: text,
  event: text,
  at: time,
  status: whole,
  ok: flag,
  fault: text,
});
export type DeliveryJson = ValueOf<typeof deliveryShape>;
