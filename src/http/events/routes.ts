// /events/endpoints: the addresses to which events are sent as Standard Webhooks.

import type { Delivery, Endpoint } from "../../core/ports/endpoints.ts";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import {
  addEndpoint,
  changeEndpoint,
  listDeliveries,
  listEndpoints,
  lookAtEndpoint,
  removeEndpoint,
  testEndpoint,
} from "../../core/webhooks/endpoints.ts";
import { addressFault } from "../../lib/public-address.ts";
import { tellEach, tellOne, tellTrue } from "../answer/envelope.ts";
import { isoOf, isoOrNull } from "../answer/iso-time.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readJsonBody } from "../request/json-body.ts";
import type { DeliveryJson, EndpointJson } from "./shapes.ts";

export function webhookRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { webhookAllowPrivate } = ports.settings;

  on("GET /events/endpoints", (_, call) => listEndpoints(ports, call()), tellEach("endpoints", endpointJson));

  on("POST /events/endpoints", async (c, call) => {
    c.header("Cache-Control", "no-store");
    const read = withPublicUrl(await readJsonBody(c));
    if (!read.ok) return read;
    const added = await addEndpoint(ports, read.body, call());
    return added.ok ? { value: { ...endpointJson(added.endpoint), secret: added.secret } } : added;
  });

  on("GET /events/endpoints/:id", (c, call) => lookAtEndpoint(ports, c.req.param("id"), call()), tellEndpoint);

  on("PATCH /events/endpoints/:id", async (c, call) => {
    c.header("Cache-Control", "no-store");
    const read = withPublicUrl(await readJsonBody(c));
    if (!read.ok) return read;
    const { rotate_secret: rotateSecret = false, ...change } = read.body;
    const changed = await changeEndpoint(ports, c.req.param("id"), { ...change, rotateSecret }, call());
    return changed.ok ? { value: { ...endpointJson(changed.endpoint), secret: changed.secret } } : changed;
  });

  on("DELETE /events/endpoints/:id", (c, call) => removeEndpoint(ports, c.req.param("id"), call()), tellTrue);

  on("POST /events/endpoints/:id/test", (c, call) => testEndpoint(ports, c.req.param("id"), call()), tellDelivery);

  on(
    "GET /events/endpoints/:id/deliveries",
    (c, call) => listDeliveries(ports, c.req.param("id"), call()),
    tellEach("deliveries", deliveryJson),
  );

  /** SSRF: an endpoint's address must not be a private one, unless a setting allows it. */
  function withPublicUrl<Body extends { readonly url?: string }>(read: Outcome<{ readonly body: Body }>) {
    const { url } = read.ok ? read.body : {};
    const fault = url === undefined ? undefined : addressFault(url, webhookAllowPrivate);
    return fault === undefined ? read : invalidParameter("url", `expected ${fault}`);
  }
}

const endpointJson = (endpoint: Endpoint): EndpointJson => ({
  id: endpoint.id,
  url: endpoint.url,
  events: endpoint.events,
  realms: endpoint.realms,
  enabled: endpoint.disabledAtMs === null,
  created_at: isoOf(endpoint.createdAtMs),
  disabled_at: isoOrNull(endpoint.disabledAtMs),
  disabled_fault: endpoint.disabledFault,
});

const deliveryJson = ({ id, event, atMs, status, ok, fault }: Delivery): DeliveryJson => ({
  id,
  event,
  at: isoOf(atMs),
  status,
  ok,
  fault,
});

const tellEndpoint = tellOne("endpoint", endpointJson);
const tellDelivery = tellOne("delivery", deliveryJson);
