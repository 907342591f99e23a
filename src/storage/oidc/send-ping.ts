// One ping: `auth_req_id` alone, with the client's own token. Its answer says nothing, and must not
// lead anywhere.

import { openPing } from "../../core/ciba/sealed.ts";
import { fetchedUriFault } from "../../core/oidc/clients/client-uris.ts";
import type { CibaPing } from "../../core/ports/oidc/ciba.ts";
import type { Environment } from "../environment.ts";
import { createSealer } from "../keys/seal.ts";

const TIMEOUT_MS = 5000;
/** How long after each failed try the next one follows; the last goes on. */
const RETRY_AFTER_MS = [2000, 5000, 15_000, 30_000, 60_000];

export interface StoredPing {
  readonly requestId: string;
  readonly sealed: string;
  readonly failed: number;
}

/** Sends it, and gives after how long to try again; undefined: never. */
export async function sendPing(
  { requestId, sealed, failed }: StoredPing,
  { keyring, settings }: Environment,
): Promise<number | undefined> {
  const ping = await openPing(createSealer(keyring), requestId, sealed);
  if (!ping || fetchedUriFault(ping.uri, settings) !== undefined) return undefined;
  const fault = await post(ping).catch(() => "unreachable" as const);
  if (fault === undefined) return undefined;
  console.error(`ciba: client ${ping.clientId} was not told: ${fault}`);
  const afterMs = RETRY_AFTER_MS[Math.min(failed, RETRY_AFTER_MS.length - 1)] ?? 0;
  // What the client refuses, it would refuse again.
  return fault === "refused" || Date.now() + afterMs >= ping.untilMs ? undefined : afterMs;
}

async function post({ uri, token, authReqId }: CibaPing): Promise<"refused" | "unreachable" | undefined> {
  const reply = await fetch(uri, {
    method: "POST",
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: JSON.stringify({ auth_req_id: authReqId }),
    redirect: "manual", // an answer must not send the token to another host
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  await reply.body?.cancel();
  if (reply.ok) return undefined;
  return reply.status >= 500 || reply.status === 429 ? "unreachable" : "refused";
}
