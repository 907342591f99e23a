// Listens on the WebSocket by which tiqr-edge tells the states of a transaction.

/** @import { TiqrSocketClass } from "./tiqr-client.d.ts" */

/** A socket begins with the current state: one that is silent for so long does not get through. */
const FIRST_WORD_MS = 3000;
/** A connection may be dead without a sign, so no socket is trusted for longer than this. */
const MOST_MS = 20_000;

/**
 * Resolves with the first state that is not `open`; without a state if the socket breaks, its time
 * is over, or the signal is aborted. `spoke`: whether the socket told `open`. It never rejects, and
 * leaves no socket open.
 * @param {{ url: string, WebSocket: TiqrSocketClass, timeoutMs: number, signal: AbortSignal | undefined }} options
 * @returns {Promise<{ spoke: boolean, state?: unknown }>}
 */
export function listen({ url, WebSocket, timeoutMs, signal }) {
  return new Promise((resolve) => {
    let spoke = false;
    /** @type {InstanceType<TiqrSocketClass>} */
    let socket;
    try {
      socket = new WebSocket(url.replace(/^http/, "ws"));
    } catch {
      // For example, a page over https may not open an unencrypted socket.
      return resolve({ spoke });
    }
    /** @param {unknown} [state] */
    const end = (state) => {
      clearTimeout(firstWord);
      clearTimeout(most);
      signal?.removeEventListener("abort", fail);
      socket.close();
      resolve({ spoke, state });
    };
    const fail = () => end();
    const firstWord = setTimeout(fail, Math.min(timeoutMs, FIRST_WORD_MS));
    const most = setTimeout(fail, Math.min(timeoutMs, MOST_MS));
    signal?.addEventListener("abort", fail);
    socket.addEventListener("close", fail);
    // The socket of the package ws throws an error that has no listener.
    socket.addEventListener("error", fail);
    socket.addEventListener("message", ({ data }) => {
      const state = stateIn(data);
      if (state !== "open") return end(state);
      clearTimeout(firstWord);
      spoke = true;
    });
  });
}

/**
 * @param {unknown} message
 * @returns {unknown}
 */
function stateIn(message) {
  try {
    return JSON.parse(String(message)).state;
  } catch {
    return undefined;
  }
}
