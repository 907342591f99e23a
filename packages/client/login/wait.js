// Waits until a transaction is over, as the service likes it best: docs/api.md, "How to wait".

/** @import { Answer } from "../requests/ask.d.ts" */
/** @import { Outcome, TiqrSocketClass, WaitOptions } from "./tiqr-client.d.ts" */
/** @import { Settings } from "../requests/requests.d.ts" */

import { TiqrError } from "../requests/errors.js";
import { listen } from "./listen.js";

/** Growing pauses between polls: while the user takes the phone, and while the service fails. */
const PENDING = { firstMs: 300, growth: 1.25, mostMs: 2000 };
const FAILING = { firstMs: 600, growth: 2, mostMs: 10_000 };
/** Each pause is shortened at random by up to this share, so that clients do not poll in step. */
const JITTER = 0.25;
/** The service holds no poll for longer. */
const MOST_SECONDS = 20;

/**
 * @param {object} waiting
 * @param {string} waiting.transactionId
 * @param {WaitOptions} waiting.options
 * @param {Settings} waiting.settings
 * @param {TiqrSocketClass | false} waiting.WebSocket
 * @param {(path: string, moreMs: number) => Promise<Answer>} waiting.poll `moreMs` is how much longer than usual it may take.
 * @returns {Promise<Outcome>}
 */
export async function waitUntilOver({ transactionId, options, settings, WebSocket, poll }) {
  const { timeoutMs = 120_000, signal, by = "socket" } = options;
  const { baseUrl, now, random, sleep } = settings;
  const id = encodeURIComponent(transactionId);
  const endMs = now() + timeoutMs;
  let Socket = by === "socket" && WebSocket;
  // The first poll returns at once, and tells whether the server knows more than plain polls.
  let held = false;
  let failures = 0;
  for (let polls = 0; ; polls++) {
    /** @type {TiqrError | undefined} */
    let failure;
    const seconds = held ? Math.min(MOST_SECONDS, Math.max(0, Math.floor((endMs - now()) / 1000))) : 0;
    try {
      const path = `/validate/polltransaction?transaction_id=${id}`;
      const answer = await poll(seconds > 0 ? `${path}&wait=${seconds}` : path, seconds * 1000);
      const outcome = outcomeOf(answer);
      if (outcome) return outcome;
      // privacyIDEA tells no state, has no WebSocket and holds no poll, so do not try it each time.
      const tellsState = answer.detail.transaction_state === "open";
      if (!tellsState) Socket = false;
      held = by === "long-polls" && tellsState;
      failures = 0;
    } catch (error) {
      if (!(error instanceof TiqrError) || error.code === "unexpected-answer") throw error;
      failure = error;
      // Too many wait already. A plain poll is not limited.
      held = false;
    }
    const leftMs = endMs - now();
    const retryAfterMs = failure?.retryAfterMs ?? 0;
    if (leftMs <= 0 || retryAfterMs > leftMs) {
      if (failure) throw failure;
      return "timeout";
    }
    if (Socket && !failure) {
      const url = `${baseUrl}/validate/events/${id}`;
      const { spoke, state } = await listen({ url, WebSocket: Socket, timeoutMs: leftMs, signal });
      const outcome = BY_STATE.get(state);
      if (outcome) return outcome;
      if (!spoke) Socket = false;
    }
    const { firstMs, growth, mostMs } = failure ? FAILING : PENDING;
    // A held poll is its own pause. The short one spares a server that does not hold polls.
    const grown = failure ? failures++ : held ? 0 : polls;
    const grownMs = Math.min(mostMs, firstMs * growth ** grown);
    const pauseMs = Math.max(retryAfterMs, grownMs * (1 - JITTER * random()));
    // The last pause ends with the time, and a last poll follows.
    await sleep(Math.max(0, Math.min(endMs - now(), pauseMs)), signal);
  }
}

/**
 * Outcomes by tiqr-edge's state: detail.transaction_state, and on the WebSocket. `open` has none.
 * @type {ReadonlyMap<unknown, Outcome>}
 */
const BY_STATE = new Map([
  ["answered", "accepted"],
  ["used", "used"],
  ["expired", "expired"],
  ["cancelled", "cancelled"],
  ["blocked", "blocked"],
  ["unknown", "unknown"],
]);

/**
 * Outcomes by detail.challenge_status. An old privacyIDEA sends true or false. All else is pending.
 * @type {ReadonlyMap<unknown, Outcome>}
 */
const BY_STATUS = new Map([
  ["accept", "accepted"],
  ["declined", "declined"],
  ["cancelled", "cancelled"],
]);

/**
 * @param {Answer} answer
 * @returns {Outcome | undefined}
 */
function outcomeOf({ result, detail, status, reason, evidence }) {
  if (!result.status) {
    const message = `a poll was refused: ${String(result.error?.message ?? "")}`;
    throw new TiqrError("unexpected-answer", message, { status, reason, evidence });
  }
  const challenge = detail.challenge_status ?? (result.value === true ? "accept" : undefined);
  return BY_STATE.get(detail.transaction_state) ?? BY_STATUS.get(challenge);
}
