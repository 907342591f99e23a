// One try to send a message to an endpoint. What goes wrong with the receiver or the secret is told, and does not end the alarm.

import { readConfig } from "../../config/read-config.ts";
import type { StoredEndpoint } from "../../core/ports/endpoints.ts";
import { openSecrets } from "../../core/webhooks/endpoints.ts";
import { headersOf, type Message } from "../../core/webhooks/message.ts";
import type { Delivery } from "../../core/webhooks/sending.ts";
import { addressFault } from "../../lib/public-address.ts";
import { loadKeyring } from "../keys/keyring-cache.ts";
import { createSealer } from "../keys/seal.ts";

/** `fault` is empty when the receiver has taken the message, and says nothing of the body of its answer. */
export async function postMessage(
  env: Env,
  endpoint: StoredEndpoint,
  message: Message,
  nowMs: number,
  timeoutMs: number,
): Promise<Pick<Delivery, "status" | "fault">> {
  const { masterKeys, settings } = readConfig(env);
  // The address may be older than WEBHOOK_ALLOW_PRIVATE as it is now.
  if (addressFault(endpoint.url, settings.webhookAllowPrivate))
    return { status: 0, fault: "the address may not be used" };
  const sealer = createSealer(await loadKeyring(masterKeys));
  const secrets = await openSecrets({ sealer }, endpoint).catch((error) => console.error("webhooks:", error));
  if (!secrets) return { status: 0, fault: "the secret does not open" };
  try {
    const answer = await fetch(endpoint.url, {
      method: "POST",
      headers: await headersOf(message, secrets, nowMs),
      body: message.body,
      redirect: "manual", // an answer must not send the message to another host
      signal: AbortSignal.timeout(timeoutMs),
    });
    await answer.body?.cancel();
    return { status: answer.status, fault: answer.ok ? "" : `status ${answer.status}` };
  } catch (error) {
    const late = error instanceof Error && error.name === "TimeoutError";
    return { status: 0, fault: late ? "no answer in time" : "no connection" };
  }
}
