// Clients, managed by accounts with `oidcclients`. A secret is told once, when it is made.

import { randomId } from "../../../lib/bytes.ts";
import { type Note, noteOnSuccess } from "../../audit/audit.ts";
import type { AuditEvent } from "../../audit/events.ts";
import type { AdminCall } from "../../call.ts";
import type { Ports } from "../../ports/index.ts";
import type { OidcClient, StoredClient } from "../../ports/oidc/clients.ts";
import { readOrRefuse } from "../../reads.ts";
import { invalidValue, type Outcome, type Reason, type Refusal, refuse } from "../../reasons.ts";
import { refuseAndNote } from "../../refuse-and-note.ts";
import { changedMetadata, clientOf, readClientMetadata } from "./client-metadata.ts";
import { makeClientSecret, usesSecret } from "./client-secret.ts";
import { withItsGrants } from "./grant-types.ts";

/** Two changes of one client seldom meet, and three at once do so by no accident. */
const MAX_ATTEMPTS = 3;

type SentMetadata = Readonly<Record<string, unknown>>;

export const listClients = (ports: Ports, call: AdminCall) => readOrRefuse(ports, ports.clients.list(call), call);

export const lookAtClient = (ports: Ports, clientId: string, call: AdminCall) =>
  readOrRefuse(ports, ports.clients.look(call, clientId), call);

export async function addClient(
  ports: Ports,
  sent: SentMetadata,
  call: AdminCall,
): Promise<Outcome<{ readonly stored: StoredClient; readonly secret: string | undefined }>> {
  const read = readClientMetadata(sent, ports.settings);
  if (!read.ok) return read;
  const client = clientOf(randomId(ports.randomBytes), read.metadata);
  const newSecret = usesSecret(client) ? await makeClientSecret(ports.randomBytes) : undefined;
  const stored = {
    client,
    secretHash: newSecret?.hash ?? null,
    previousSecretHash: null,
    createdAtMs: call.nowMs,
    changedAtMs: call.nowMs,
  };
  const added = await ports.clients.add(call, stored, noteAbout(call, "CLIENT_MADE", client));
  return added.ok ? { ok: true, stored, secret: newSecret?.secret } : refuseChange(ports, added.reason, call);
}

/** Replaces what is sent, and keeps the rest. */
export async function changeClient(
  ports: Ports,
  clientId: string,
  sent: SentMetadata,
  call: AdminCall,
): Promise<Outcome<{ readonly stored: StoredClient }>> {
  // Of two changes at once, the second starts again from what the first has left.
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const looked = await ports.clients.look(call, clientId);
    if (!looked.ok) return refuseChange(ports, looked.reason, call);
    const { stored } = looked;
    const read = readClientMetadata(changedMetadata(stored.client, sent), withItsGrants(ports.settings, stored.client));
    if (!read.ok) return read;
    const client = clientOf(clientId, read.metadata);
    const note = noteAbout(call, "CLIENT_CHANGED", client);
    const done = await ports.clients.change(call, client, stored.changedAtMs, note);
    if (!done.ok) return refuseChange(ports, done.reason, call);
    if (done.changed) return lookAtClient(ports, clientId, call);
  }
  return refuse({ code: "unavailable" });
}

/** Makes a new secret. The previous one stays valid, so that the change-over leaves no gap. */
export async function rotateSecret(
  ports: Ports,
  clientId: string,
  call: AdminCall,
): Promise<Outcome<{ readonly secret: string }>> {
  const looked = await ports.clients.look(call, clientId);
  if (!looked.ok) return refuseChange(ports, looked.reason, call);
  const { client } = looked.stored;
  if (!usesSecret(client))
    return invalidValue(
      `The client uses no secret: its token_endpoint_auth_method is ${client.tokenEndpointAuthMethod}.`,
    );
  const { secret, hash } = await makeClientSecret(ports.randomBytes);
  const rotated = await ports.clients.rotate(call, clientId, hash, noteAbout(call, "CLIENT_CHANGED", client));
  return rotated.ok ? { ok: true, secret } : refuseChange(ports, rotated.reason, call);
}

export async function removeClient(ports: Ports, clientId: string, call: AdminCall): Promise<Outcome<object>> {
  const removed = await ports.clients.remove(call, clientId, noteAbout(call, "CLIENT_DELETED", { clientId }));
  return removed.ok ? removed : refuseChange(ports, removed.reason, call);
}

/** The trail has no column for clients, so the path names the client, even one made just now. */
const noteAbout = (call: AdminCall, event: AuditEvent, { clientId }: Pick<OidcClient, "clientId">): Note => {
  const [method = "", path = ""] = call.action.split(" ");
  const named = path.includes("<client_id>") ? path.replace("<client_id>", clientId) : `${path}/${clientId}`;
  return noteOnSuccess({ ...call, action: `${method} ${named}` }, event);
};

const refuseChange = (ports: Ports, reason: Reason, call: AdminCall): Refusal =>
  // As everywhere, what cannot be read is not noted.
  reason.code === "invalid-parameter" ? refuse(reason) : refuseAndNote(ports, call, reason);
