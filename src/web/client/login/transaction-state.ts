// How the page hears that a transaction is no longer open: over a WebSocket, and where that breaks, by polls that wait at
// the server (docs/api.md). Both tell a state and prove nothing; the page then asks for the result with its cookie.

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
  const told = await listen(transactionId);
  if (told !== undefined) return wanted() ? told : undefined;
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

/**
 * Undefined when the socket broke or the network went. The server closes it at the latest when the transaction ends,
 * so one whose view is gone needs no end of its own.
 */
function listen(transactionId: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    const url = new URL(`/validate/events/${transactionId}`, location.href);
    url.protocol = url.protocol.replace("http", "ws");
    const socket = new WebSocket(url);
    const done = (state?: string) => {
      removeEventListener("offline", gone);
      socket.close();
      resolve(state);
    };
    // A socket does not notice by itself, for minutes.
    const gone = () => done();
    addEventListener("offline", gone);
    socket.onclose = gone;
    socket.onmessage = ({ data }) => {
      const { state } = JSON.parse(data);
      if (state !== "open") done(state);
    };
  });
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
