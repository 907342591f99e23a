// Endpoints, kept by accounts with `eventendpoints`. A secret is told once, when it is made.

import { fromUtf8, toHex, utf8 } from "../../lib/bytes.ts";
import { noteOnSuccess } from "../audit/audit.ts";
import type { AdminCall } from "../call.ts";
import type { Delivery, Endpoint, EndpointRequest, StoredEndpoint } from "../ports/endpoints.ts";
import type { Ports } from "../ports/index.ts";
import { readOrRefuse, refuseRead } from "../reads.ts";
import type { Outcome } from "../reasons.ts";
import { refuseAndNote } from "../refuse-and-note.ts";
import { makeWebhookSecret } from "./message.ts";

const ID_BYTES = 12;
/** The newest secret and the previous one: receivers have until the next rotation to change. */
const MAX_SECRETS = 2;

const sealSecrets = ({ sealer }: Pick<Ports, "sealer">, id: string, secrets: readonly string[]) =>
  sealer.seal("webhook", id, utf8(JSON.stringify(secrets)));

export async function openSecrets(
  { sealer }: Pick<Ports, "sealer">,
  { id, sealedSecrets }: StoredEndpoint,
): Promise<readonly string[]> {
  return JSON.parse(fromUtf8(await sealer.open("webhook", id, sealedSecrets)));
}

export const listEndpoints = (ports: Ports, call: AdminCall) =>
  readOrRefuse(ports, ports.endpoints.list(call.caller), call);

export async function lookAtEndpoint(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly endpoint: Endpoint }>> {
  const listed = await listEndpoints(ports, call);
  if (!listed.ok) return listed;
  const endpoint = listed.endpoints.find((one) => one.id === id);
  return endpoint ? { ok: true, endpoint } : refuseAndNote(ports, call, { code: "unknown-endpoint" });
}

export async function addEndpoint(
  ports: Ports,
  { url = "", events = [], realms = [] }: EndpointRequest,
  call: AdminCall,
): Promise<Outcome<{ readonly endpoint: Endpoint; readonly secret: string }>> {
  const id = toHex(ports.randomBytes(ID_BYTES));
  const secret = makeWebhookSecret(ports.randomBytes);
  const endpoint = { id, url, events, realms, createdAtMs: call.nowMs, disabledAtMs: null, disabledFault: null };
  const sealedSecrets = await sealSecrets(ports, id, [secret]);
  const note = noteOnSuccess(call, "ENDPOINT_CREATED");
  const added = await ports.endpoints.add(call.caller, { ...endpoint, sealedSecrets }, note);
  if (!added.ok) return refuseAndNote(ports, call, added.reason);
  if (!added.changed) return refuseAndNote(ports, call, { code: "too-many-endpoints" });
  await ports.endpoints.wake(id);
  return { ok: true, endpoint, secret };
}

/** Of two rotations at once the later to reach D1 wins; the other's secret is never used. */
export async function changeEndpoint(
  ports: Ports,
  id: string,
  { rotateSecret = false, ...change }: EndpointRequest,
  call: AdminCall,
): Promise<Outcome<{ readonly endpoint: Endpoint; readonly secret: string | undefined }>> {
  const secret = rotateSecret ? makeWebhookSecret(ports.randomBytes) : undefined;
  const stored = secret === undefined ? undefined : await ports.endpoints.find(id);
  const sealedSecrets =
    secret === undefined || !stored
      ? undefined
      : await sealSecrets(ports, id, [secret, ...(await secretsBefore(ports, stored))].slice(0, MAX_SECRETS));
  const { enabled } = change;
  const event = enabled === undefined ? "ENDPOINT_CHANGED" : enabled ? "ENDPOINT_ENABLED" : "ENDPOINT_DISABLED";
  const stores = { ...change, ...(sealedSecrets === undefined ? {} : { sealedSecrets }) };
  const changed = await ports.endpoints.change(call.caller, id, stores, call.nowMs, noteOnSuccess(call, event));
  if (!changed.ok) return refuseAndNote(ports, call, changed.reason);
  if (!changed.changed) return refuseAndNote(ports, call, { code: "unknown-endpoint" });
  await ports.endpoints.wake(id);
  const looked = await lookAtEndpoint(ports, id, call);
  return looked.ok ? { ok: true, endpoint: looked.endpoint, secret } : looked;
}

/** Empty if their MASTER_KEY is lost: the new secret then stands alone, and mends the endpoint. */
const secretsBefore = (ports: Ports, stored: StoredEndpoint): Promise<readonly string[]> =>
  openSecrets(ports, stored).catch(() => []);

export async function removeEndpoint(ports: Ports, id: string, call: AdminCall): Promise<Outcome<object>> {
  const removed = await ports.endpoints.remove(call.caller, id, noteOnSuccess(call, "ENDPOINT_DELETED"));
  if (!removed.ok) return refuseAndNote(ports, call, removed.reason);
  if (!removed.changed) return refuseAndNote(ports, call, { code: "unknown-endpoint" });
  // Its object finds no row and forgets everything.
  await ports.endpoints.wake(id);
  return { ok: true };
}

const TEST_AGAIN_AFTER_SECONDS = 60;

/** Sends a message without content, and tells how it went. */
export async function testEndpoint(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly delivery: Delivery }>> {
  const looked = await lookAtEndpoint(ports, id, call);
  if (!looked.ok) return looked;
  const delivery = await ports.endpoints.test(id);
  if (delivery) return { ok: true, delivery };
  return refuseRead(ports, { code: "too-many-requests", retryAfterSeconds: TEST_AGAIN_AFTER_SECONDS }, call);
}

export async function listDeliveries(
  ports: Ports,
  id: string,
  call: AdminCall,
): Promise<Outcome<{ readonly deliveries: readonly Delivery[] }>> {
  const looked = await lookAtEndpoint(ports, id, call);
  return looked.ok ? { ok: true, deliveries: await ports.endpoints.deliveries(id) } : looked;
}
