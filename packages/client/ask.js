// Sends one request to privacyIDEA's API and reads the answer with care. Only tiqr-client.js uses it.

/** @import { Answer, Question, TiqrErrorCode } from "./ask.d.ts" */

export class TiqrError extends Error {
  /**
   * @readonly
   * @override
   */
  name = /** @type {const} */ ("TiqrError");

  /**
   * @param {TiqrErrorCode} code
   * @param {string} message
   * @param {{ cause?: unknown, retryAfterMs?: number | undefined }} [more]
   */
  constructor(code, message, more = {}) {
    super(message, { cause: more.cause });
    /** @readonly */
    this.code = code;
    /** @readonly */
    this.retryAfterMs = more.retryAfterMs;
  }
}

/**
 * Throws TiqrError, or the signal's reason once it is aborted. An error in the API's own words is an answer and is returned.
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
export async function ask({ url, fields, fetch, timeoutMs, nowMs, signal }) {
  signal?.throwIfAborted();
  const inTime = AbortSignal.timeout(timeoutMs);
  /** @type {RequestInit} */
  const init = { signal: signal ? AbortSignal.any([signal, inTime]) : inTime };
  if (fields) {
    const headers = { "Content-Type": "application/json" };
    Object.assign(init, { method: "POST", headers, body: JSON.stringify(fields) });
  }
  // The query may hold a transaction_id, so error messages name the address without it.
  const place = url.replace(/\?.*/, "");
  /** @type {Response} */
  let response;
  /** @type {string} */
  let text;
  try {
    response = await fetch(url, init);
    text = await response.text();
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TiqrError("network", `got no answer from ${place}`, { cause });
  }
  const { status, headers } = response;
  if (status === 429 || status >= 500) {
    const retryAfterMs = readRetryAfter(headers.get("Retry-After"), nowMs);
    throw new TiqrError("unavailable", `got status ${status} from ${place}`, { retryAfterMs });
  }
  const answer = readAnswer(text);
  if (!answer)
    throw new TiqrError("unexpected-answer", `expected privacyIDEA's JSON, got status ${status} from ${place}`);
  return answer;
}

/**
 * @param {string} text
 * @returns {Answer | undefined}
 */
function readAnswer(text) {
  try {
    const { result, detail } = JSON.parse(text);
    return typeof result.status === "boolean" ? { result, detail: detail ?? {} } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reads seconds or a date (RFC 9110 §10.2.3), and returns milliseconds from now.
 * @param {string | null} value
 * @param {number} nowMs
 */
function readRetryAfter(value, nowMs) {
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
