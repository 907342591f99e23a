// /oidc/clients: the applications that sign people in here, in the terms of RFC 7591. Differs:
// accounts with a right register them, not they themselves, and answers have the API's envelope.

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
import { readPage } from "../answer/paging.ts";
import { readTrailCursor } from "../audit/trail-cursor.ts";
import type { RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readJsonObject } from "../request/json-body.ts";
import { warningsOf } from "../request/unknown-parameters.ts";
import { clientJson, refusalJson } from "./client-json.ts";

/** Each shows what is registered, which may be long. */
const MAX_REFUSALS = 100;

export function clientRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on(
    "GET /oidc/clients",
    (_, call) => listClients(ports, call()),
    ({ clients }) => ({ value: clients.map((stored) => clientJson(stored)) }),
  );

  on(
    "POST /oidc/clients",
    async (c, call) => {
      c.header("Cache-Control", "no-store");
      const read = await readMetadataOf(c);
      return read.ok ? addClient(ports, read.given, call()) : read;
    },
    ({ stored, secret }) => ({ value: clientJson(stored, secret) }),
  );

  on(
    "GET /oidc/clients/:client_id",
    (c, call) => lookAtClient(ports, c.req.param("client_id"), call()),
    ({ stored }) => ({ value: clientJson(stored) }),
  );

  on(
    "PATCH /oidc/clients/:client_id",
    async (c, call) => {
      const read = await readMetadataOf(c);
      return read.ok ? changeClient(ports, c.req.param("client_id"), read.given, call()) : read;
    },
    ({ stored }) => ({ value: clientJson(stored) }),
  );

  on(
    "DELETE /oidc/clients/:client_id",
    (c, call) => removeClient(ports, c.req.param("client_id"), call()),
    () => ({ value: true }),
  );

  on(
    "POST /oidc/clients/:client_id/secret",
    (c, call) => {
      c.header("Cache-Control", "no-store");
      return rotateSecret(ports, c.req.param("client_id"), call());
    },
    ({ secret }, c) => ({ value: { client_id: c.req.param("client_id"), client_secret: secret } }),
  );

  on(
    "GET /oidc/clients/:client_id/refusals",
    (c, call) => {
      const read = readPage(c.var.parameter, "page_size", undefined, MAX_REFUSALS);
      if (!read.ok) return read;
      const cursor = readTrailCursor(c.var.parameter("after"));
      if (!cursor.ok) return cursor;
      return listRefusals(ports, c.req.param("client_id"), { pageSize: read.page.size, after: cursor.cursor }, call());
    },
    ({ refusals, after }) => ({
      value: { refusals: refusals.map(refusalJson), after: after === null ? null : String(after) },
    }),
  );
}

/** They have been looked at, and refused if it mattered. */
const READ_BESIDES = new Set(UNSUPPORTED_NAMES);

/** A misspelt name, such as `requirepin`, would leave the client open, so the answer warns. */
async function readMetadataOf(c: RouteContext<"POST /oidc/clients" | "PATCH /oidc/clients/:client_id">) {
  const read = await readJsonObject(c);
  const known = new Set(Object.keys(c.get("definition").body?.properties ?? {}));
  if (read.ok) c.set("warnings", () => warningsOf(Object.keys(read.given), known, READ_BESIDES));
  return read;
}
