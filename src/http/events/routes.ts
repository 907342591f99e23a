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
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { readJsonBody } from "../request/json-body.ts";
import { deliveryJson, endpointJson } from "./endpoint-json.ts";

const ALL = "/events/endpoints";
const ONE = "/events/endpoints/:id";

export function webhookRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { webhookAllowPrivate } = ports.settings;
  app.use(`${ALL}/*`, requireAdmin({ callerOf, ports }));

  app.get(ALL, async (c) => {
    const listed = await listEndpoints(ports, adminCallOf(c));
    return listed.ok
      ? success<"GET /events/endpoints">(c, { value: listed.endpoints.map(endpointJson) })
      : refused(c, listed.reason);
  });

  app.post(ALL, async (c) => {
    c.header("Cache-Control", "no-store");
    const read = withPublicUrl(await readJsonBody(c, "POST /events/endpoints"));
    if (!read.ok) return refused(c, read.reason);
    const added = await addEndpoint(ports, read.body, adminCallOf(c));
    if (!added.ok) return refused(c, added.reason);
    return success<"POST /events/endpoints">(c, { value: { ...endpointJson(added.endpoint), secret: added.secret } });
  });
  onlyMethods(app, ALL, ["GET", "POST"]);

  app.get(ONE, async (c) => {
    const looked = await lookAtEndpoint(ports, c.req.param("id"), adminCallOf(c));
    return looked.ok
      ? success<"GET /events/endpoints/:id">(c, { value: endpointJson(looked.endpoint) })
      : refused(c, looked.reason);
  });

  app.patch(ONE, async (c) => {
    c.header("Cache-Control", "no-store");
    const read = withPublicUrl(await readJsonBody(c, "PATCH /events/endpoints/:id"));
    if (!read.ok) return refused(c, read.reason);
    const { rotate_secret: rotateSecret = false, ...change } = read.body;
    const changed = await changeEndpoint(ports, c.req.param("id"), { ...change, rotateSecret }, adminCallOf(c));
    if (!changed.ok) return refused(c, changed.reason);
    const { endpoint, secret } = changed;
    return success<"PATCH /events/endpoints/:id">(c, { value: { ...endpointJson(endpoint), secret } });
  });

  app.delete(ONE, async (c) => {
    const removed = await removeEndpoint(ports, c.req.param("id"), adminCallOf(c));
    return removed.ok ? success<"DELETE /events/endpoints/:id">(c, { value: true }) : refused(c, removed.reason);
  });
  onlyMethods(app, ONE, ["GET", "PATCH", "DELETE"]);

  app.post(`${ONE}/test`, async (c) => {
    const tested = await testEndpoint(ports, c.req.param("id"), adminCallOf(c));
    return tested.ok
      ? success<"POST /events/endpoints/:id/test">(c, { value: deliveryJson(tested.delivery) })
      : refused(c, tested.reason);
  });
  onlyMethods(app, `${ONE}/test`, ["POST"]);

  app.get(`${ONE}/deliveries`, async (c) => {
    const listed = await listDeliveries(ports, c.req.param("id"), adminCallOf(c));
    return listed.ok
      ? success<"GET /events/endpoints/:id/deliveries">(c, { value: listed.deliveries.map(deliveryJson) })
      : refused(c, listed.reason);
  });
  onlyMethods(app, `${ONE}/deliveries`, ["GET"]);
  return app;

  /** SSRF: an endpoint's address must not be a private one, unless a setting allows it. */
  function withPublicUrl<Body extends { readonly url?: string }>(read: Outcome<{ readonly body: Body }>) {
    const { url } = read.ok ? read.body : {};
    const fault = url === undefined ? undefined : addressFault(url, webhookAllowPrivate);
    return fault === undefined ? read : invalidParameter("url", `expected ${fault}`);
  }
}
