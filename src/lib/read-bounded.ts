// Reads a body from a stranger. It may be huge, break off, or never arrive.

import { within } from "./within.ts";

/** `lost`: the body broke off or did not arrive in time. The sender or the network has failed then, not the service. */
export type BodyFault = "too-large" | "lost";

/** Shorter than the limit of a request (src/http/request-timeout.ts), so that a late body is not taken for a slow service. */
const MAX_READ_MS = 8_000;

/** Returns the body, or its fault. It stops reading after `most` bytes, so that no more are ever held. */
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
