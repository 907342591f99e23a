// Endpoints and deliveries as JSON.

import type { Delivery, Endpoint } from "../../core/ports/endpoints.ts";
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
