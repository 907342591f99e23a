// /oidc/clients: the applications that sign people in here, in the terms of RFC 7591. Differs:
// accounts with a right register them, not they themselves, and answers have the API's envelope.

import type { Context } from "hono";
import {
  addClient,
  changeClient,
  listClients,
  lookAtClient,
  removeClient,
  rotateSecret,
} from "../../core/oidc/clients/clients.ts";
import { listRefusals } from "../../core/oidc/clients/refusals.ts";
import { UNSUPPORTED_NAMES } from "../../core/oidc/clients/unsupported-metadata.ts";
import { success } from "../answer/envelope.ts";
import { onlyMethods } from "../answer/methods.ts";
import { readPage } from "../answer/paging.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { readTrailCursor } from "../audit/trail-cursor.ts";
import { adminCallOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";
import { requireAdmin } from "../guard/require-admin.ts";
import { Hono } from "../hono.ts";
import { readJsonObject } from "../request/json-body.ts";
import { knownTo } from "../request/known-parameters.ts";
import { withParameters } from "../request/params.ts";
import { warningsOf } from "../request/unknown-parameters.ts";
import { clientJson, refusalJson } from "./client-json.ts";

/** Each shows what is registered, which may be long. */
const MAX_REFUSALS = 100;

const ALL = "/oidc/clients";
const ONE = "/oidc/clients/:client_id";

export function clientRoutes({ ports, callerOf }: Pick<Deps, "ports" | "callerOf">): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(`${ALL}/*`, requireAdmin({ callerOf, ports }));

  app.get(ALL, async (c) => {
    const listed = await listClients(ports, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    return success<"GET /oidc/clients">(c, { value: listed.clients.map((stored) => clientJson(stored)) });
  });

  app.post(ALL, async (c) => {
    c.header("Cache-Control", "no-store");
    const read = await readMetadataOf(c);
    if (!read.ok) return refused(c, read.reason);
    const added = await addClient(ports, read.given, adminCallOf(c));
    if (!added.ok) return refused(c, added.reason);
    return success<"POST /oidc/clients">(c, { value: clientJson(added.stored, added.secret) });
  });
  onlyMethods(app, ALL, ["GET", "POST"]);

  app.get(ONE, async (c) => {
    const looked = await lookAtClient(ports, c.req.param("client_id"), adminCallOf(c));
    if (!looked.ok) return refused(c, looked.reason);
    return success<"GET /oidc/clients/:client_id">(c, { value: clientJson(looked.stored) });
  });

  app.patch(ONE, async (c) => {
    const read = await readMetadataOf(c);
    if (!read.ok) return refused(c, read.reason);
    const changed = await changeClient(ports, c.req.param("client_id"), read.given, adminCallOf(c));
    if (!changed.ok) return refused(c, changed.reason);
    return success<"PATCH /oidc/clients/:client_id">(c, { value: clientJson(changed.stored) });
  });

  app.delete(ONE, async (c) => {
    const removed = await removeClient(ports, c.req.param("client_id"), adminCallOf(c));
    if (!removed.ok) return refused(c, removed.reason);
    return success<"DELETE /oidc/clients/:client_id">(c, { value: true });
  });
  onlyMethods(app, ONE, ["GET", "PATCH", "DELETE"]);

  app.post(`${ONE}/secret`, async (c) => {
    c.header("Cache-Control", "no-store");
    const client_id = c.req.param("client_id");
    const rotated = await rotateSecret(ports, client_id, adminCallOf(c));
    if (!rotated.ok) return refused(c, rotated.reason);
    const value = { client_id, client_secret: rotated.secret };
    return success<"POST /oidc/clients/:client_id/secret">(c, { value });
  });
  onlyMethods(app, `${ONE}/secret`, ["POST"]);

  app.get(`${ONE}/refusals`, withParameters, async (c) => {
    const read = readPage(c.var.parameter, "page_size", undefined, MAX_REFUSALS);
    if (!read.ok) return refused(c, read.reason);
    const cursor = readTrailCursor(c.var.parameter("after"));
    if (!cursor.ok) return refused(c, cursor.reason);
    const page = { pageSize: read.page.size, after: cursor.cursor };
    const listed = await listRefusals(ports, c.req.param("client_id"), page, adminCallOf(c));
    if (!listed.ok) return refused(c, listed.reason);
    const { refusals, after } = listed;
    return success<"GET /oidc/clients/:client_id/refusals">(c, {
      value: { refusals: refusals.map(refusalJson), after: after === null ? null : String(after) },
    });
  });
  onlyMethods(app, `${ONE}/refusals`, ["GET"]);

  return app;
}

/** They have been looked at, and refused if it mattered. */
const READ_BESIDES = new Set(UNSUPPORTED_NAMES);

/** A misspelt name, such as `requirepin`, would leave the client open, so the answer warns. */
async function readMetadataOf(c: Context<HttpEnv>) {
  const read = await readJsonObject(c);
  const known = await knownTo(c);
  if (read.ok && known) c.set("warnings", () => warningsOf(Object.keys(read.given), known, READ_BESIDES));
  return read;
}
