// /oidc/clients: the applications that sign people in here, in the terms of RFC 7591. Differs:
// accounts with a right register them, not they themselves, and answers have the API's envelope.

import { clientMetadata } from "../../core/oidc/clients/client-metadata.ts";
import {
  addClient,
  changeClient,
  listClients,
  lookAtClient,
  removeClient,
  rotateSecret,
} from "../../core/oidc/clients/clients.ts";
import { shownRedirectUris } from "../../core/oidc/clients/entra-client.ts";
import { type ClientRefusal, listRefusals } from "../../core/oidc/clients/refusals.ts";
import { UNSUPPORTED_NAMES } from "../../core/oidc/clients/unsupported-metadata.ts";
import type { StoredClient } from "../../core/ports/oidc/clients.ts";
import type { Written } from "../../lib/schema.ts";
import { tellEach, tellOne, tellTrue } from "../answer/envelope.ts";
import { isoOf } from "../answer/iso-time.ts";
import { readPage } from "../answer/paging.ts";
import { readTrailCursor } from "../audit/trail-cursor.ts";
import type { RouteContext } from "../context.ts";
import type { DefinedRoutes } from "../defined-routes.ts";
import type { Deps } from "../deps.ts";
import { readJsonObject } from "../request/json-body.ts";
import { warningsOf } from "../request/unknown-parameters.ts";
import type { ClientRefusalJson, MadeClientJson } from "./shapes.ts";

/** Each shows what is registered, which may be long. */
const MAX_REFUSALS = 100;

export function clientRoutes({ on }: DefinedRoutes, { ports }: Pick<Deps, "ports">): void {
  on("GET /oidc/clients", (_, call) => listClients(ports, call()), tellEach("clients", clientJson));

  on("POST /oidc/clients", async (c, call) => {
    c.header("Cache-Control", "no-store");
    const read = await readMetadataOf(c);
    if (!read.ok) return read;
    const added = await addClient(ports, read.object, call());
    return added.ok ? { value: clientJson(added.stored, added.secret) } : added;
  });

  on("GET /oidc/clients/:client_id", (c, call) => lookAtClient(ports, c.req.param("client_id"), call()), tellClient);

  on(
    "PATCH /oidc/clients/:client_id",
    async (c, call) => {
      const read = await readMetadataOf(c);
      return read.ok ? changeClient(ports, c.req.param("client_id"), read.object, call()) : read;
    },
    tellClient,
  );

  on("DELETE /oidc/clients/:client_id", (c, call) => removeClient(ports, c.req.param("client_id"), call()), tellTrue);

  on("POST /oidc/clients/:client_id/secret", async (c, call) => {
    c.header("Cache-Control", "no-store");
    const clientId = c.req.param("client_id");
    const rotated = await rotateSecret(ports, clientId, call());
    return rotated.ok ? { value: { client_id: clientId, client_secret: rotated.secret } } : rotated;
  });

  on("GET /oidc/clients/:client_id/refusals", async (c, call) => {
    const read = readPage(c.var.parameter, "page_size", undefined, MAX_REFUSALS);
    if (!read.ok) return read;
    const cursor = readTrailCursor(c.var.parameter("after"));
    if (!cursor.ok) return cursor;
    const page = { pageSize: read.page.size, after: cursor.cursor };
    const listed = await listRefusals(ports, c.req.param("client_id"), page, call());
    if (!listed.ok) return listed;
    const { refusals, after } = listed;
    return { value: { refusals: refusals.map(refusalJson), after: after === null ? null : String(after) } };
  });
}

/** They have been looked at, and refused if it mattered. */
const READ_BESIDES = new Set(UNSUPPORTED_NAMES);

/** A misspelt name, such as `requirepin`, would leave the client open, so the answer warns. */
async function readMetadataOf(c: RouteContext<"POST /oidc/clients" | "PATCH /oidc/clients/:client_id">) {
  const read = await readJsonObject(c);
  const known = new Set(Object.keys(c.get("rules").body?.properties ?? {}));
  if (read.ok) c.set("warnings", () => warningsOf(Object.keys(read.object), known, READ_BESIDES));
  return read;
}

/** RFC 7591 §3.2.1. */
const clientJson = (stored: StoredClient, secret?: string): Written<MadeClientJson> => ({
  client_id: stored.client.clientId,
  ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
  ...clientMetadata(stored.client),
  redirect_uris: shownRedirectUris(stored.client),
  client_id_issued_at: Math.floor(stored.createdAtMs / 1000),
  client_secrets: [stored.secretHash, stored.previousSecretHash].filter((hash) => hash !== null).length,
});

const refusalJson = ({ atMs, ...refusal }: ClientRefusal): ClientRefusalJson => ({
  date: isoOf(atMs),
  ...refusal,
});

const tellClient = tellOne("stored", (stored: StoredClient) => clientJson(stored));
