// Reading a body that a stranger sends: it may be huge, break off, or never come.

import { within } from "./within.ts";

/** `lost`: it broke off or did not come in time. That is its sender's failure, or the network's, and none of ours. */
export type BodyFault = "too-large" | "lost";

/** Less than a request may take (src/http/request-timeout.ts), so that a late body is told from a service that is late. */
const MAX_READ_MS = 8_000;

/** No more than `most` bytes are ever held. */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  try {
    return await within(MAX_READ_MS, bytesOf(body, most));
  } catch {
    return "lost";
  }
}

async function bytesOf(
  body: ReadableStream<Uint8Array> | null,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | "too-large"> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body ?? []) {
    length += chunk.length;
    if (length > most) return "too-large";
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
