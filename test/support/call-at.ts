import type { Call } from "../../src/core/call.ts";

/**
 * A request at a given time. Work that may follow the reply is done when the returned `settled` is
 * awaited.
 */
export function callAt(nowMs: number): Call & { readonly settled: () => Promise<unknown> } {
  const works: Promise<unknown>[] = [];
  return {
    kind: "request",
    action: "TEST /call",
    client: "192.0.2.1",
    nowMs,
    imageFormat: "png",
    afterwards: (work) => works.push(work()),
    onceReplied: (work) => works.push(work()),
    settled: () => Promise.all(works),
  };
}
