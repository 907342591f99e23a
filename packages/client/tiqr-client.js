// Logs users in with TiQR for an application: trigger, wait, finalize. It needs only fetch: Node from 18.17, Workers, browsers.
// It speaks privacyIDEA's API (/validate/check, /validate/polltransaction) to tiqr-edge or to privacyIDEA itself, and listens on
// tiqr-edge's WebSocket (/validate/events). It does not enrol users and keeps no state. For TypeScript, its types are in
// tiqr-client.d.ts.

/** @import { Answer, Detail } from "./ask.d.ts" */
/** @import { Challenge, Finalized, Login, Outcome, Refusal, TiqrClientOptions, WaitOptions, Who } from "./tiqr-client.d.ts" */
/** @import { TiqrClient as Declared } from "./tiqr-client.d.ts" */

import { ask, TiqrError } from "./ask.js";
import { listen } from "./listen.js";

export { TiqrError } from "./ask.js";

/** The pauses between polls and their growth: while the user looks for the phone, and while the service fails. */
const PENDING = { firstMs: 300, growth: 1.25, mostMs: 2000 };
const FAILING = { firstMs: 600, growth: 2, mostMs: 10_000 };
/** Clients that poll in step would all come at once, so each pause is shortened at random by up to this share. */
const JITTER = 0.25;

/**
 * Each method throws TiqrError, or the reason of an aborted signal. Refusals are values.
 * @implements {Declared}
 */
export class TiqrClient {
  /** @type {Required<TiqrClientOptions>} */
  #options;

  /** @param {TiqrClientOptions} options */
  constructor(options) {
    // Browsers refuse to run fetch as a method of another object, so wrap it.
    /** @type {NonNullable<TiqrClientOptions["fetch"]>} */
    const platformFetch = (url, init) => fetch(url, init);
    const WebSocket = globalThis.WebSocket ?? false;
    const replaceable = { fetch: platformFetch, WebSocket, sleep, random: Math.random, now: Date.now };
    const baseUrl = options.baseUrl.replace(/\/+$/, "");
    this.#options = { requestTimeoutMs: 10_000, ...replaceable, ...options, baseUrl };
  }

  /**
   * Opens a transaction for a user who knows the PIN. A wrong PIN counts, so it never repeats a request.
   * @param {Who & { readonly pin: string }} login
   * @returns {Promise<Challenge | Refusal>}
   */
  async trigger({ user, realm, pin, signal }) {
    const { result, detail } = await this.#ask("/validate/check", signal, { user, realm, pass: pin });
    const code = typeof result.error?.code === "number" ? result.error.code : undefined;
    if (!result.status) return { triggered: false, message: textOf(result.error?.message), code };
    const challenge = challengeOf(detail);
    if (challenge) return challenge;
    if (result.value === false && detail.transaction_id === undefined)
      return { triggered: false, message: textOf(detail.message), code };
    throw new TiqrError("unexpected-answer", "expected a TiQR challenge or a refusal, got something else");
  }

  /**
   * Waits until the transaction is over: listens on a WebSocket after a first poll, or polls with growing pauses. While the service
   * fails it keeps polling and obeys Retry-After. It throws the last failure if the time runs out while the service fails, or
   * would run out before the service may be asked again.
   * @param {string} transactionId
   * @param {WaitOptions} [options]
   * @returns {Promise<Outcome>}
   */
  async wait(transactionId, { timeoutMs = 120_000, signal } = {}) {
    const { baseUrl, now, random, sleep } = this.#options;
    const id = encodeURIComponent(transactionId);
    const endMs = now() + timeoutMs;
    let { WebSocket } = this.#options;
    let failures = 0;
    for (let polls = 0; ; polls++) {
      /** @type {TiqrError | undefined} */
      let failure;
      try {
        const answer = await this.#ask(`/validate/polltransaction?transaction_id=${id}`, signal);
        const outcome = outcomeOf(answer);
        if (outcome) return outcome;
        // privacyIDEA tells no state and has no WebSocket, so do not knock there at each login.
        if (answer.detail.transaction_state !== "open") WebSocket = false;
        failures = 0;
      } catch (error) {
        if (!(error instanceof TiqrError) || error.code === "unexpected-answer") throw error;
        failure = error;
      }
      const leftMs = endMs - now();
      const retryAfterMs = failure?.retryAfterMs ?? 0;
      if (leftMs <= 0 || retryAfterMs > leftMs) {
        if (failure) throw failure;
        return "timeout";
      }
      if (WebSocket && !failure) {
        const url = `${baseUrl}/validate/events/${id}`;
        const { spoke, state } = await listen({ url, WebSocket, timeoutMs: leftMs, signal });
        const outcome = BY_STATE.get(state);
        if (outcome) return outcome;
        if (!spoke) WebSocket = false;
      }
      const { firstMs, growth, mostMs } = failure ? FAILING : PENDING;
      const grownMs = Math.min(mostMs, firstMs * growth ** (failure ? failures++ : polls));
      const pauseMs = Math.max(retryAfterMs, grownMs * (1 - JITTER * random()));
      // The last pause ends with the time, and a last poll follows.
      await sleep(Math.max(0, Math.min(endMs - now(), pauseMs)), signal);
    }
  }

  /**
   * Finalizes the login, which works once. Call it on the application's server: a browser's word for it proves nothing.
   * It never repeats a request. After a network failure the login may have been accepted unheard, so begin a new one.
   * @param {Who & { readonly transactionId: string }} login
   * @returns {Promise<Finalized>}
   */
  async finalize({ user, realm, transactionId, signal }) {
    const fields = { user, realm, transaction_id: transactionId, pass: "" };
    const { result, detail } = await this.#ask("/validate/check", signal, fields);
    if (result.status && result.value === true) return { accepted: true, serial: textOf(detail.serial) };
    return { accepted: false, message: textOf(result.status ? detail.message : result.error?.message) };
  }

  /**
   * Does all three steps. `show` presents the QR code and the link to the user; it is awaited before the first poll.
   * @param {Who & WaitOptions & { readonly pin: string, readonly show: (challenge: Challenge) => unknown }} options
   * @returns {Promise<Login>}
   */
  async login(options) {
    const challenge = await this.trigger(options);
    if (!challenge.triggered) return { accepted: false, why: "refused", message: challenge.message };
    await options.show(challenge);
    const outcome = await this.wait(challenge.transactionId, options);
    if (outcome !== "accepted") return { accepted: false, why: outcome };
    const finalized = await this.finalize({ ...options, transactionId: challenge.transactionId });
    return finalized.accepted ? finalized : { why: "not-finalized", ...finalized };
  }

  /**
   * @param {string} path
   * @param {AbortSignal | undefined} signal
   * @param {Record<string, string | undefined>} [fields]
   */
  #ask(path, signal, fields) {
    const { baseUrl, fetch, requestTimeoutMs: timeoutMs, now } = this.#options;
    return ask({ url: baseUrl + path, ...(fields && { fields }), fetch, timeoutMs, nowMs: now(), signal });
  }
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === "string" ? value : "");

/**
 * Finds the TiQR challenge. privacyIDEA may list another token's challenge first; tiqr-edge puts the attributes at the top only.
 * @param {Detail} detail
 * @returns {Challenge | undefined}
 */
function challengeOf(detail) {
  /** @type {Detail[]} */
  const entries = Array.isArray(detail.multi_challenge) ? detail.multi_challenge : [];
  for (const entry of [detail, ...entries]) {
    const [transactionId, link, qrImage] = [entry?.transaction_id, entry?.attributes?.value, entry?.attributes?.img];
    if (typeof transactionId === "string" && typeof link === "string" && typeof qrImage === "string")
      return { triggered: true, transactionId, qrImage, link, message: textOf(entry.message) };
  }
  return undefined;
}

/**
 * The outcomes by the state that tiqr-edge tells: in detail.transaction_state, and on the WebSocket. `open` is not yet an outcome.
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
 * The outcomes by detail.challenge_status. A privacyIDEA too old for it sends true or false. Any other word means pending.
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
function outcomeOf({ result, detail }) {
  if (!result.status) throw new TiqrError("unexpected-answer", `a poll was refused: ${textOf(result.error?.message)}`);
  const status = detail.challenge_status ?? (result.value === true ? "accept" : undefined);
  return BY_STATE.get(detail.transaction_state) ?? BY_STATUS.get(status);
}

/**
 * Waits, but ends early when the signal is aborted; the next request then throws the signal's reason.
 * @param {number} milliseconds
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
function sleep(milliseconds, signal) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
    if (signal?.aborted) done();
  });
}
