// Requests in the name of an account, and which of them may be sent again. Changing something twice
// is worse than failing, so a request is repeated only if that does no harm, or if it has surely
// not been carried out.

/** @import { Ask, AskedOptions, Request, Settings } from "./requests.d.ts" */
/** @import { Question } from "./ask.d.ts" */

import { ask, askText } from "./ask.js";
import { readReason, TiqrError } from "./errors.js";
import { sleep } from "./sleep.js";

/** Pauses before a repetition, shortened at random: clients that fail together return apart. */
const PAUSE = { firstMs: 300, growth: 2, jitter: 0.25 };
/** A program that waits longer than this looks as if it hung, so it is told to wait instead. */
const MAX_PAUSE_MS = 10_000;

/** Node's names for failed connections: the service has not heard the request. Others have none. */
const NOT_SENT = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * @param {AskedOptions} options
 * @returns {Settings}
 */
export function settingsOf(options) {
  // Browsers refuse to run fetch as a method of another object, so wrap it.
  /** @type {Settings["fetch"]} */
  const platformFetch = (url, init) => fetch(url, init);
  const replaceable = { fetch: platformFetch, sleep, random: Math.random, now: Date.now };
  const baseUrl = options.baseUrl.replace(/\/+$/, "");
  return { requestTimeoutMs: 10_000, retries: 2, ...replaceable, ...options, baseUrl };
}

/**
 * @param {Pick<Settings, "apiKey" | "token">} settings
 * @returns {Record<string, string>}
 */
export const credentialsOf = ({ apiKey, token }) => ({
  ...(apiKey === undefined ? {} : { "X-API-Key": apiKey }),
  ...(token === undefined ? {} : { "PI-Authorization": token }),
});

/**
 * @param {Settings} settings
 * @returns {Ask}
 */
export function createAsk(settings) {
  const { baseUrl, apiKey, token, fetch, requestTimeoutMs, retries, random, now, sleep } = settings;
  const headers = credentialsOf({ apiKey, token });

  /**
   * @template T
   * @param {Request} request
   * @param {(question: Question) => Promise<T>} send
   * @returns {Promise<T>}
   */
  async function sendSafely(request, send) {
    const { method = "GET", path, query, body, signal, timeoutMs = requestTimeoutMs } = request;
    const repeatable = request.repeatable ?? method === "GET";
    for (let failures = 0; ; failures++) {
      try {
        const url = baseUrl + path + queryOf(query);
        return await send({ url, method, body, headers, fetch, timeoutMs, nowMs: now(), signal });
      } catch (error) {
        if (!(error instanceof TiqrError) || failures >= retries) throw error;
        if (!wasNotDone(error) && !(repeatable && mayPass(error))) throw error;
        const grownMs = PAUSE.firstMs * PAUSE.growth ** failures * (1 - PAUSE.jitter * random());
        const pauseMs = Math.max(error.retryAfterMs ?? 0, grownMs);
        if (pauseMs > MAX_PAUSE_MS) throw error;
        await sleep(pauseMs, signal);
      }
    }
  }

  return {
    async answer(request) {
      const answer = await sendSafely(request, ask);
      if (answer.result.status) return answer;
      const { code, message } = answer.result.error ?? {};
      const { status, reason, evidence } = answer;
      const number = typeof code === "number" ? code : undefined;
      const text = typeof message === "string" ? message : `got status ${status}`;
      throw new TiqrError("refused", text, { status, reason, evidence, number });
    },
    async text(request) {
      const answer = await sendSafely(request, askText);
      if (answer.status < 300) return answer;
      throw new TiqrError("refused", `got status ${answer.status} from ${request.path}`, {
        status: answer.status,
        ...readReason(answer.headers),
      });
    },
  };
}

/** @param {TiqrError} error */
const mayPass = ({ code }) => code === "network" || code === "unavailable";

/**
 * A limit refuses a request before anything is done.
 * @param {TiqrError} error
 */
function wasNotDone({ code, status, cause }) {
  if (status === 429) return true;
  if (code !== "network" || !(cause instanceof Error)) return false;
  const { code: own } = /** @type {{ code?: unknown }} */ (cause.cause ?? cause);
  return typeof own === "string" && NOT_SENT.has(own);
}

/**
 * As privacyIDEA, the service decodes a query twice, so a value's percent sign is encoded twice.
 * @param {Request["query"]} query
 */
function queryOf(query) {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value).replaceAll("%", "%25")]],
  );
  return pairs.length === 0 ? "" : `?${new URLSearchParams(pairs)}`;
}
