// Where events are sent to, and what became of them.

import {
  both,
  described,
  flag,
  list,
  object,
  orNull,
  shape,
  text,
  time,
  type ValueOf,
  whole,
} from "../../lib/schema.ts";

export const endpointShape = shape("Endpoint", {
  id: text,
  url: text,
  events: list(text),
  realms: list(text),
  enabled: flag,
  created_at: time,
  disabled_at: orNull(time),
  disabled_fault: described(orNull(text), "What went wrong at the last try, when days of failures have disabled it"),
});
export type EndpointJson = ValueOf<typeof endpointShape>;

/** The secret is shown once, when it was made. */
export const keyedEndpointShape = both(endpointShape, object({}, { secret: text }));

export type KeyedEndpointJson = ValueOf<typeof keyedEndpointShape>;

export const deliveryShape = shape("Delivery", {
  id: text,
  event: text,
  at: time,
  status: described(whole, "0 if there was no answer"),
  ok: flag,
  fault: text,
});
export type DeliveryJson = ValueOf<typeof deliveryShape>;
