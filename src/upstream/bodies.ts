// The bodies of requests that are sent on, and of answers: streamed, and broken off if too long.

/** Longer than any form of a login. A longer body without a length goes on in chunks. */
const MAX_GATHERED_BYTES = 256 * 1024;

/**
 * A body without a length is sent in chunks, which Apache's mod_wsgi refuses. So a body whose
 * length the client did not send is gathered first, unless it is long.
 */
export async function withLength(
  body: ReadableStream<Uint8Array>,
  headers: Headers,
  limit: TransformStream<Uint8Array, Uint8Array>,
  signal: AbortSignal,
): Promise<BodyInit> {
  const length = headers.get("Content-Length") ?? "";
  if (/^\d+$/.test(length) && !headers.has("Transfer-Encoding"))
    return body.pipeThrough(new FixedLengthStream(Number(length)));
  const reader = body.getReader();
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  late.catch(() => {});
  const chunks: Uint8Array[] = [];
  for (let gathered = 0; gathered <= MAX_GATHERED_BYTES; ) {
    const { done, value } = await Promise.race([reader.read(), late]);
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    gathered += value.length;
  }
  const rest = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = chunks.shift() ?? (await reader.read()).value;
      if (next) controller.enqueue(next);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return rest.pipeThrough(limit);
}

/** Breaks off a body that is longer than `most` bytes. */
export function bounded(most: number) {
  let length = 0;
  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > most) controller.error(new Error(`a body of more than ${most} bytes`));
      else controller.enqueue(chunk);
    },
  });
  return { stream, isOver: () => length > most };
}
