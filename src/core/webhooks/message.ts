// A message about one row of the trail: Standard Webhooks 1.0 (standardwebhooks.com). The receiver
// verifies the signature over id, time and body, and drops ids it knows: a message may come twice.

import { fromBase64, type RandomBytes, toBase64, utf8 } from "../../lib/bytes.ts";
import { columnsOf } from "../audit/columns.ts";
import type { AuditedEntry } from "../ports/audit.ts";

const SECRET_PREFIX = "whsec_";
const SECRET_BYTES = 32;

export const makeWebhookSecret = (randomBytes: RandomBytes): string =>
  SECRET_PREFIX + toBase64(randomBytes(SECRET_BYTES));

export interface Message {
  readonly id: string;
  readonly event: string;
  readonly body: string;
}

/** Has the row's number and MAC, so that a receiver can prove that it has got every row. */
export function eventMessage(database: string, entry: AuditedEntry): Message {
  const { event: type, ...columns } = columnsOf(entry);
  const timestamp = new Date(entry.atMs).toISOString();
  const data = { number: entry.number, mac: entry.mac, database, ...columns };
  return { id: `evt_${database}_${entry.number}`, event: type, body: JSON.stringify({ type, timestamp, data }) };
}

export const testMessage = (id: string, nowMs: number): Message => ({
  id: `test_${id}_${nowMs}`,
  event: "TEST",
  body: JSON.stringify({ type: "TEST", timestamp: new Date(nowMs).toISOString(), data: {} }),
});

/** While a secret is being replaced, the message is signed with both. */
export async function headersOf(
  { id, body }: Message,
  secrets: readonly string[],
  nowMs: number,
): Promise<Record<string, string>> {
  const timestamp = String(Math.floor(nowMs / 1000));
  const signatures = await Promise.all(secrets.map((secret) => signatureOf(secret, `${id}.${timestamp}.${body}`)));
  return {
    "Content-Type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": timestamp,
    "webhook-signature": signatures.join(" "),
  };
}

async function signatureOf(secret: string, text: string): Promise<string> {
  const bytes = fromBase64(secret.slice(SECRET_PREFIX.length));
  if (!bytes) throw new Error("not a webhook secret");
  const key = await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  return `v1,${toBase64(new Uint8Array(await crypto.subtle.sign("HMAC", key, utf8(text))))}`;
}
