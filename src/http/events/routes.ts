// /events/endpoints: the addresses to which events are sent as Standard Webhooks.

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
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readJsonBody } from "../request/json-body.ts";
import { deliveryJson, endpointJson } from "./endpoint-json.ts";

export function webhookRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  const { webhookAllowPrivate } = ports.settings;

  on(
    "GET /events/endpoints",
    (_, call) => listEndpoints(ports, call()),
    ({ endpoints }) => ({ value: endpoints.map(endpointJson) }),
  );

  on(
    "POST /events/endpoints",
    async (c, call) => {
      c.header("Cache-Control", "no-store");
      const read = withPublicUrl(await readJsonBody(c));
      return read.ok ? addEndpoint(ports, read.body, call()) : read;
    },
    ({ endpoint, secret }) => ({ value: { ...endpointJson(endpoint), secret } }),
  );

  on(
    "GET /events/endpoints/:id",
    (c, call) => lookAtEndpoint(ports, c.req.param("id"), call()),
    ({ endpoint }) => ({ value: endpointJson(endpoint) }),
  );

  on(
    "PATCH /events/endpoints/:id",
    async (c, call) => {
      c.header("Cache-Control", "no-store");
      const read = withPublicUrl(await readJsonBody(c));
      if (!read.ok) return read;
      const { rotate_secret: rotateSecret = false, ...change } = read.body;
      return changeEndpoint(ports, c.req.param("id"), { ...change, rotateSecret }, call());
    },
    ({ endpoint, secret }) => ({ value: { ...endpointJson(endpoint), secret } }),
  );

  on(
    "DELETE /events/endpoints/:id",
    (c, call) => removeEndpoint(ports, c.req.param("id"), call()),
    () => ({ value: true }),
  );

  on(
    "POST /events/endpoints/:id/test",
    (c, call) => testEndpoint(ports, c.req.param("id"), call()),
    ({ delivery }) => ({ value: deliveryJson(delivery) }),
  );

  on(
    "GET /events/endpoints/:id/deliveries",
    (c, call) => listDeliveries(ports, c.req.param("id"), call()),
    ({ deliveries }) => ({ value: deliveries.map(deliveryJson) }),
  );

  /** SSRF: an endpoint's address must not be a private one, unless a setting allows it. */
  function withPublicUrl<Body extends { readonly url?: string }>(read: Outcome<{ readonly body: Body }>) {
    const { url } = read.ok ? read.body : {};
    const fault = url === undefined ? undefined : addressFault(url, webhookAllowPrivate);
    return fault === undefined ? read : invalidParameter("url", `expected ${fault}`);
  }
}
