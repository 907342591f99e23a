// Sends one request, once, and reads the answer with care.

/** @import { Answer, Question, Text } from "./ask.d.ts" */

import { readReason, TiqrError } from "./errors.js";

/**
 * Throws TiqrError, or an aborted signal's reason. Returns an error in the API's own words.
 * @param {Question} question
 * @returns {Promise<Answer>}
 */
export async function ask(question) {
  const { text, status, headers } = await askText(question);
  const read = readAnswer(text);
  if (!read)
    throw new TiqrError(
      "unexpected-answer",
      `expected privacyIDEA's JSON, got status ${status} from ${placeOf(question.url)}`,
      {
        status,
      },
    );
  return { ...read, status, headers, ...readReason(headers) };
}

/**
 * The same for an answer of any form. Only an answer with status 429 or 5xx is an error.
 * @param {Question} question
 * @returns {Promise<Text>}
 */
export async function askText({ url, method, body, headers: sent, fetch, timeoutMs, nowMs, signal }) {
  signal?.throwIfAborted();
  const inTime = AbortSignal.timeout(timeoutMs);
  /** @type {RequestInit} */
  const init = { method, headers: { ...sent }, signal: signal ? AbortSignal.any([signal, inTime]) : inTime };
  if (body !== undefined) {
    init.headers = { ...sent, "Content-Type": "application/json" };
    init.body = JSON.stringify(body);
  }
  const place = placeOf(url);
  /** @type {Response} */
  let response;
  /** @type {string} */
  let text;
  try {
    response = await fetch(url, init);
    // In a Worker, text() warns of any type that is not text, such as NDJSON.
    text = new TextDecoder().decode(await response.arrayBuffer());
  } catch (cause) {
    signal?.throwIfAborted();
    throw new TiqrError("network", `got no answer from ${place}`, { cause });
  }
  const { status, headers } = response;
  if (status === 429 || status >= 500) {
    const retryAfterMs = readRetryAfter(headers.get("Retry-After"), nowMs);
    const more = { status, retryAfterMs, ...readReason(headers) };
    throw new TiqrError("unavailable", `got status ${status} from ${place}${answerIn(headers, text)}`, more);
  }
  return { text, status, headers };
}

/**
 * A service with a bad setting says in a line of text which one it is.
 * @param {Headers} headers
 * @param {string} text
 */
function answerIn(headers, text) {
  const line = (headers.get("Content-Type") ?? "").startsWith("text/plain") ? text.split("\n")[0]?.trim() : "";
  return line ? `: ${line.slice(0, 200)}` : "";
}

/**
 * The query may hold a transaction_id, so error messages name the address without it.
 * @param {string} url
 */
const placeOf = (url) => url.replace(/\?.*/, "");

/** @param {string} text */
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
