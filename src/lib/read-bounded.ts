// Reads a body from a stranger. It may be huge, break off, or never arrive.

import { fromUtf8 } from "./bytes.ts";

/** `lost`: the body broke off or came too late, which the sender or the network is to blame for. */
export type BodyFault = "too-large" | "lost";

const NOTHING = new Uint8Array();

/** A body could fill the memory: no more than `most` bytes are held. `inTime` bounds the wait. */
export async function readBounded(
  request: Request,
  most: number,
  inTime: <T>(reading: Promise<T>) => Promise<T>,
): Promise<Uint8Array<ArrayBuffer> | BodyFault> {
  const { body } = request;
  if (body === null) return NOTHING;
  try {
    return await inTime(isShort(request.headers, most) ? allOf(request) : readAtMost(body, most));
  } catch {
    return "lost";
  }
}

/**
 * HTTP ends a body at its Content-Length. So one that says it is short is read at once, which costs
 * far less than chunks, unless a Transfer-Encoding overrides that length (RFC 9112 §6.3).
 */
const isShort = (headers: Headers, most: number): boolean => {
  const length = headers.get("Content-Length") ?? "";
  return /^\d+$/.test(length) && Number(length) <= most && !headers.has("Transfer-Encoding");
};

const allOf = async (request: Request): Promise<Uint8Array<ArrayBuffer>> => new Uint8Array(await request.arrayBuffer());

/** For an answer, whose Content-Length says nothing about its size when decompressed. */
export async function readAtMost(
  body: ReadableStream<Uint8Array>,
  most: number,
): Promise<Uint8Array<ArrayBuffer> | "too-large"> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
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

/** The JSON of a service's answer to us. Throws an error that the log may have. */
export async function readJsonOf(reply: Response, most: number): Promise<unknown> {
  if (reply.status !== 200 || reply.body === null) {
    await reply.body?.cancel();
    throw new Error(`status ${reply.status}`);
  }
  const bytes = await readAtMost(reply.body, most);
  if (bytes === "too-large") throw new Error(`more than ${most} bytes`);
  try {
    return JSON.parse(fromUtf8(bytes));
  } catch {
    // The parser's error quotes the answer, which may hold anything, and the log would have it.
    throw new Error("the answer is no JSON");
  }
}
