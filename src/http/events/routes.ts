// /events/endpoints: where events are sent to, as Standard Webhooks.

import {
  addEndpoint,
  changeEndpoint,
  listDeliveries,
  listEndpoints,
  lookAtEndpoint,
  removeEndpoint,
  testEndpoint,
} from "../../core/webhooks/endpoints.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { readFields } from "../request/given-fields.ts";
import { deliveryJson, endpointJson, readEndpoint } from "./endpoint-json.ts";

const ALL = "/events/endpoints";
const ONE = "/events/endpoints/:id";

export function eventEndpointRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const { webhookAllowPrivate } = ports.settings;
  app.use(`${ALL}/*`, requireAdmin({ callerOf, ports }));

  app.get(ALL, async (c) => {
    const listed = await listEndpoints(ports, adminCallOf(c));
    return listed.ok ? success(c, { value: listed.endpoints.map(endpointJson) }) : refused(c, listed.reason);
  });

  app.post(ALL, async (c) => {
    c.header("Cache-Control", "no-store");
    const body = await readFields(c);
    if (!body.ok) return refused(c, body.reason);
    const read = readEndpoint(body.given, true, webhookAllowPrivate);
    if (!read.ok) return refused(c, read.reason);
    const added = await addEndpoint(ports, read.endpoint, adminCallOf(c));
    if (!added.ok) return refused(c, added.reason);
    return success(c, { value: { ...endpointJson(added.endpoint), secret: added.secret } });
  });
  onlyMethods(app, ALL, ["GET", "POST"]);

  app.get(ONE, async (c) => {
    const looked = await lookAtEndpoint(ports, c.req.param("id"), adminCallOf(c));
    return looked.ok ? success(c, { value: endpointJson(looked.endpoint) }) : refused(c, looked.reason);
  });

  app.patch(ONE, async (c) => {
    c.header("Cache-Control", "no-store");
    const body = await readFields(c);
    if (!body.ok) return refused(c, body.reason);
    const read = readEndpoint(body.given, false, webhookAllowPrivate);
    if (!read.ok) return refused(c, read.reason);
    const changed = await changeEndpoint(ports, c.req.param("id"), read.endpoint, adminCallOf(c));
    if (!changed.ok) return refused(c, changed.reason);
    const { endpoint, secret } = changed;
    return success(c, { value: { ...endpointJson(endpoint), ...(secret === undefined ? {} : { secret }) } });
  });

  app.delete(ONE, async (c) => {
    const removed = await removeEndpoint(ports, c.req.param("id"), adminCallOf(c));
    return removed.ok ? success(c, { value: true }) : refused(c, removed.reason);
  });
  onlyMethods(app, ONE, ["GET", "PATCH", "DELETE"]);

  app.post(`${ONE}/test`, async (c) => {
    const tested = await testEndpoint(ports, c.req.param("id"), adminCallOf(c));
    return tested.ok ? success(c, { value: deliveryJson(tested.delivery) }) : refused(c, tested.reason);
  });
  onlyMethods(app, `${ONE}/test`, ["POST"]);

  app.get(`${ONE}/deliveries`, async (c) => {
    const listed = await listDeliveries(ports, c.req.param("id"), adminCallOf(c));
    return listed.ok ? success(c, { value: listed.deliveries.map(deliveryJson) }) : refused(c, listed.reason);
  });
  onlyMethods(app, `${ONE}/deliveries`, ["GET"]);
  return app;
}
