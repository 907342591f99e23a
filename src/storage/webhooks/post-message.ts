// One try to send a message. Faults of the receiver or the secret are returned: the alarm goes on.

import type { Delivery, StoredEndpoint } from "../../core/ports/endpoints.ts";
import { openSecrets } from "../../core/webhooks/endpoints.ts";
import { headersOf, type Message } from "../../core/webhooks/message.ts";
import { addressFault } from "../../lib/public-address.ts";
import type { Environment } from "../environment.ts";
import { createSealer } from "../keys/seal.ts";

/** `fault` is empty when the receiver took the message. It never quotes the body of the answer. */
export async function postMessage(
  { keyring, settings }: Environment,
  endpoint: StoredEndpoint,
  message: Message,
  nowMs: number,
  timeoutMs: number,
): Promise<Pick<Delivery, "status" | "fault">> {
  // The address may be older than the present value of WEBHOOK_ALLOW_PRIVATE.
  if (addressFault(endpoint.url, settings.webhookAllowPrivate))
    return { status: 0, fault: "the address may not be used" };
  const sealer = createSealer(keyring);
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
