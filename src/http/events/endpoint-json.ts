// Endpoints and deliveries as JSON.

import type { Endpoint } from "../../core/webhooks/endpoint.ts";
import type { Delivery } from "../../core/webhooks/sending.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import type { DeliveryJson, EndpointJson } from "./shapes.ts";

export const endpointJson = (endpoint: Endpoint): EndpointJson => ({
  id: endpoint.id,
  url: endpoint.url,
  events: endpoint.events,
  realms: endpoint.realms,
  enabled: endpoint.disabledAtMs === null,
  created_at: isoOf(endpoint.createdAtMs),
  disabled_at: isoOrNull(endpoint.disabledAtMs),
  disabled_fault: endpoint.disabledFault,
});

export const deliveryJson = ({ id, event, atMs, status, ok, fault }: Delivery): DeliveryJson => ({
  id,
  event,
  at: isoOf(atMs),
  status,
  ok,
  fault,
});
