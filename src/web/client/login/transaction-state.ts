// How the page hears that a transaction is no longer open: polls that wait at the server (docs/api.md). It tells a state and
// proves nothing; the page then asks for the result with its cookie.

import { pause, retryAfter } from "./pause.ts";

const WAIT_SECONDS = 20;
/** A server that answers at once is not asked more often. */
const LEAST_MS = 1000;

/** The first state that is not `open`; undefined when it is not wanted any more. `offline` is told how the network is. */
export async function stateOnceChanged(
  transactionId: string,
  wanted: () => boolean,
  offline: (is: boolean) => void,
): Promise<string | undefined> {
  for (let failures = 0; wanted(); ) {
    const asked = performance.now();
    const state = await poll(transactionId);
    if (!wanted()) return undefined;
    offline(state === undefined);
    if (state !== undefined && state !== "open") return state;
    failures = state === undefined ? failures + 1 : 0;
    await pause(failures > 0 ? retryAfter(failures - 1) : Math.max(0, asked + LEAST_MS - performance.now()));
  }
  return undefined;
}

/** Undefined when there was no answer. */
async function poll(transactionId: string): Promise<string | undefined> {
  try {
    const query = new URLSearchParams({ transaction_id: transactionId, wait: String(WAIT_SECONDS) });
    const signal = AbortSignal.timeout((WAIT_SECONDS + 10) * 1000);
    const response = await fetch(`/validate/polltransaction?${query}`, { signal });
    const state: unknown = (await response.json()).detail?.transaction_state;
    return typeof state === "string" ? state : undefined;
  } catch {
    return undefined;
  }
}
