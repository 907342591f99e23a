// Logs users in with TiQR for an application: trigger, wait, finalize. It needs only fetch: Node
// from 18.17, Workers, browsers. It speaks privacyIDEA's API (/validate/check,
// /validate/polltransaction) to tiqr-edge or privacyIDEA, and listens on tiqr-edge's WebSocket
// (/validate/events). It does not enrol users and keeps no state. For TypeScript, its types are in
// tiqr-client.d.ts.

/** @import { Answer, Detail } from "../requests/ask.d.ts" */
/** @import { Ask, Settings } from "../requests/requests.d.ts" */
/** @import { Challenge, Finalized, Login, Outcome, Refusal, TiqrClientOptions, TiqrSocketClass } from "./tiqr-client.d.ts" */
/** @import { TiqrClient as Declared, WaitOptions, Who } from "./tiqr-client.d.ts" */

import { ask } from "../requests/ask.js";
import { TiqrError } from "../requests/errors.js";
import { createAsk, credentialsOf, settingsOf } from "../requests/requests.js";
import { waitUntilOver } from "./wait.js";

/**
 * Each method throws TiqrError, or the reason of an aborted signal. Refusals are values.
 * @implements {Declared}
 */
export class TiqrClient {
  /** @type {Settings} */
  #settings;
  /** @type {TiqrSocketClass | false} */
  #WebSocket;
  /** @type {Ask} */
  #asAccount;

  /** @param {TiqrClientOptions} options */
  constructor(options) {
    this.#settings = settingsOf(options);
    this.#WebSocket = options.WebSocket ?? globalThis.WebSocket ?? false;
    this.#asAccount = createAsk(this.#settings);
  }

  /**
   * Opens a transaction for a user with a PIN. A wrong one counts, so no request is repeated.
   * @param {Who & { readonly pin: string }} login
   * @returns {Promise<Challenge | Refusal>}
   */
  async trigger({ user, realm, pin, signal }) {
    return openedBy(await this.#ask("/validate/check", signal, { user, realm, pass: pin }));
  }

  /**
   * Opens a transaction for a user whom the application knows already, without a PIN. It needs an
   * account with the right `triggerchallenge`. It never repeats a request, because each opens a
   * transaction.
   * @param {Who} login
   * @returns {Promise<Challenge | Refusal>}
   */
  async triggerWithoutPin({ user, realm, signal }) {
    const headers = credentialsOf(this.#settings);
    return openedBy(await this.#ask("/validate/triggerchallenge", signal, { user, realm }, headers));
  }

  /**
   * Waits until the transaction is over: listens on a WebSocket after a first poll, or polls with
   * growing pauses. While the service fails it keeps polling and obeys Retry-After. It throws the
   * last failure if the time runs out while the service fails, or would run out before the service
   * may be asked again.
   * @param {string} transactionId
   * @param {WaitOptions} [options]
   * @returns {Promise<Outcome>}
   */
  wait(transactionId, options = {}) {
    return waitUntilOver({
      transactionId,
      options,
      settings: this.#settings,
      WebSocket: this.#WebSocket,
      poll: (path, moreMs) => this.#ask(path, options.signal, undefined, {}, moreMs),
    });
  }

  /**
   * Finalizes the login, which works once. Call it on the application's server: a browser's word
   * for it proves nothing. It never repeats a request. After a network failure the login may have
   * been accepted unheard, so begin a new one.
   * @param {Who & { readonly transactionId: string }} login
   * @returns {Promise<Finalized>}
   */
  async finalize({ user, realm, transactionId, signal }) {
    return endedBy(
      await this.#ask("/validate/check", signal, { user, realm, transaction_id: transactionId, pass: "" }),
    );
  }

  /**
   * Finalizes with the digits of an offline phone. Wrong ones count, so no request is repeated.
   * @param {Who & { readonly transactionId: string, readonly digits: string }} login
   * @returns {Promise<Finalized>}
   */
  async finalizeWithDigits({ user, realm, transactionId, digits, signal }) {
    const fields = { user, realm, transaction_id: transactionId, pass: "", response: digits.replace(/\s/g, "") };
    return endedBy(await this.#ask("/validate/check", signal, fields));
  }

  /**
   * All three steps. `show` presents the QR code and link; it is awaited before the first poll.
   * @param {Who & WaitOptions & { readonly pin: string, readonly show: (challenge: Challenge) => unknown }} options
   * @returns {Promise<Login>}
   */
  async login(options) {
    const challenge = await this.trigger(options);
    if (!challenge.triggered)
      return { accepted: false, why: "refused", message: challenge.message, reason: challenge.reason };
    await options.show(challenge);
    const outcome = await this.wait(challenge.transactionId, options);
    if (outcome !== "accepted") return { accepted: false, why: outcome };
    const finalized = await this.finalize({ ...options, transactionId: challenge.transactionId });
    return finalized.accepted ? finalized : { why: "not-finalized", ...finalized };
  }

  /**
   * Ends a transaction, so that no phone can answer it. It needs the right `getchallenges`.
   * @param {string} transactionId
   * @param {{ readonly signal?: AbortSignal | undefined }} [options]
   * @returns {Promise<boolean>} False if it was over already.
   */
  async cancel(transactionId, { signal } = {}) {
    const path = `/token/challenges/transaction/${encodeURIComponent(transactionId)}`;
    const { result } = await this.#asAccount.answer({ method: "DELETE", path, repeatable: true, signal });
    return Number(/** @type {{ deleted?: unknown } | undefined} */ (result.value)?.deleted) > 0;
  }

  /**
   * Sends one request, once.
   * @param {string} path
   * @param {AbortSignal | undefined} signal
   * @param {Record<string, string | undefined> | undefined} fields
   * @param {Record<string, string>} [headers]
   * @param {number} [moreMs]
   */
  #ask(path, signal, fields, headers = {}, moreMs = 0) {
    const { baseUrl, fetch, requestTimeoutMs, now } = this.#settings;
    const timeoutMs = requestTimeoutMs + moreMs;
    const method = fields ? "POST" : "GET";
    return ask({ url: baseUrl + path, method, body: fields, headers, fetch, timeoutMs, nowMs: now(), signal });
  }
}

/** @param {unknown} value */
const textOf = (value) => (typeof value === "string" ? value : "");

/**
 * @param {Answer} answer
 * @returns {Challenge | Refusal}
 */
function openedBy({ result, detail, reason }) {
  const code = typeof result.error?.code === "number" ? result.error.code : undefined;
  if (!result.status) return { triggered: false, message: textOf(result.error?.message), code, reason };
  const challenge = challengeOf(detail);
  if (challenge) return challenge;
  // /validate/triggerchallenge counts the tokens that may answer.
  if ((result.value === false || result.value === 0) && detail.transaction_id === undefined)
    return { triggered: false, message: textOf(detail.message), code, reason };
  throw new TiqrError("unexpected-answer", "expected a TiQR challenge or a refusal, got something else");
}

/**
 * @param {Answer} answer
 * @returns {Finalized}
 */
function endedBy({ result, detail, reason }) {
  if (result.status && result.value === true) return { accepted: true, serial: textOf(detail.serial) };
  return { accepted: false, message: textOf(result.status ? detail.message : result.error?.message), reason };
}

/**
 * Finds the TiQR challenge. privacyIDEA may list another token's first; tiqr-edge has the
 * attributes at the top only.
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
