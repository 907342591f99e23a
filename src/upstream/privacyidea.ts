// Sends requests on to a privacyIDEA server. Both bodies are streamed, bounded in time and size, so that a slow, broken or huge answer
// costs this service little; what goes wrong there is told apart from what goes wrong here.

import type { Upstream } from "../core/ports/upstream.ts";
import { type Refusal, refuse } from "../core/reasons.ts";
import { currentRecord } from "../request-record.ts";

/** A request that has been here before carries it: two servers that stand in front of each other would send it round for ever. */
export const PASSED_HEADER = "TIQR-Edge-Passed";

/** privacyIDEA hashes PINs and asks user stores, some of which are slow. The answer's body has to come within it, too. */
const MAX_ANSWER_MS = 30_000;
/** Uploads and downloads of its own pages fit; a body without end does not. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** A form that comes without its length. What is longer is no form of a login, and goes on as it comes. */
const MAX_GATHERED_BYTES = 256 * 1024;
/** An answer about a PIN is short. */
const MAX_PIN_ANSWER_BYTES = 64 * 1024;

/** RFC 9110 §7.6.1. The others would tell the server lies about the client: only we say where a request comes from. */
const NOT_SENT_ON = [
  ...[
    "connection",
    "keep-alive",
    "proxy-authenticate",
    "proxy-authorization",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
  ],
  ...["host", "forwarded", "x-real-ip"],
  ...["cf-connecting-ip", "cf-ipcountry", "cf-ray", "cf-visitor", "cdn-loop", "cf-worker", "true-client-ip"],
];

/** All that begin so tell of the way of a request, too. */
const FORWARDED = "x-forwarded-";

/**
 * Cookies of our pages (src/web/host-cookie.ts) and of forward authentication (src/http/authz/forward-cookie.ts). With one of them
 * that server could act for whoever is signed in here. A browser gives back a cookie without a name (`=__Host-…`) as one of that name.
 */
const IS_OUR_COOKIE = /^\s*=?\s*__(Host-|Secure-forward-auth=)/i;

/** `base`: without a slash at its end. */
export function createUpstream(
  base: string,
  { answerMs, bodyBytes } = { answerMs: MAX_ANSWER_MS, bodyBytes: MAX_BODY_BYTES },
): Upstream {
  return {
    async pass(request, client, without = []) {
      if (request.headers.has(PASSED_HEADER)) return refuse({ code: "upstream-loop" });
      if (Number(request.headers.get("Content-Length") ?? 0) > bodyBytes) return refuse({ code: "too-large" });
      const { pathname, search } = new URL(request.url);
      const headers = sentOn(request.headers);
      for (const name of without) headers.delete(name);
      headers.set(PASSED_HEADER, "1");
      handOnTrace(request.headers, headers);
      if (client !== "unknown") headers.set("X-Forwarded-For", client);
      const signal = AbortSignal.timeout(answerMs);
      const sent = bounded(bodyBytes);
      try {
        const answer = await fetch(base + pathname + search, {
          method: request.method,
          headers,
          body: request.body && (await withLength(request.body, request.headers, sent.stream, signal)),
          redirect: "manual",
          signal,
        });
        // A server may answer a request that was broken off.
        const isLong = Number(answer.headers.get("Content-Length") ?? 0) > bodyBytes;
        if (isLong || sent.isOver()) {
          await answer.body?.cancel();
          return refuse({ code: sent.isOver() ? "too-large" : "upstream-failed" });
        }
        const body = answer.body?.pipeThrough(bounded(bodyBytes).stream) ?? null;
        return { ok: true, response: new Response(body, { status: answer.status, headers: sentOn(answer.headers) }) };
      } catch (error) {
        return sent.isOver() ? refuse({ code: "too-large" }) : failureOf(error);
      }
    },

    async takesPin({ user, realm }, pin) {
      const answer = await fetch(`${base}/validate/check`, {
        method: "POST",
        headers: { [PASSED_HEADER]: "1", ...ownTrace() },
        body: new URLSearchParams({ user, realm, pass: pin }),
        redirect: "manual",
        signal: AbortSignal.timeout(answerMs),
      });
      const text = await new Response(answer.body?.pipeThrough(bounded(MAX_PIN_ANSWER_BYTES).stream) ?? null).text();
      const { result } = JSON.parse(text) as { result?: { authentication?: unknown; status?: unknown } };
      if (result?.status !== true) throw new Error(`the upstream server answered ${answer.status} to a PIN`);
      // A right PIN opens a challenge there. What is a whole login by itself may end in a one-time password, and learnt as the PIN it
      // would be good for ever.
      return result.authentication === "CHALLENGE";
    },
  };
}

/** So that the two servers' logs can be read together. */
function ownTrace(): Record<string, string> {
  const record = currentRecord();
  return record ? { traceparent: record.traceparent } : {};
}

/** W3C Trace Context §3.3: tracestate belongs to a well-formed traceparent. What another trace says of itself is left out with it. */
function handOnTrace(given: Headers, headers: Headers): void {
  const { traceparent } = ownTrace();
  if (traceparent === undefined) return;
  const [, trace = ""] = traceparent.split("-");
  if (!given.get("traceparent")?.includes(trace)) headers.delete("tracestate");
  headers.set("traceparent", traceparent);
}

function sentOn(given: Headers): Headers {
  const headers = new Headers(given);
  // RFC 9110 §7.6.1: Connection names further ones.
  const named = (given.get("Connection") ?? "").split(",").map((name) => name.trim().toLowerCase());
  for (const name of [...headers.keys()]) {
    // A WSGI server reads X_Forwarded_For as X-Forwarded-For, unless the server before it has dropped it.
    const read = name.replaceAll("_", "-");
    if (NOT_SENT_ON.includes(read) || read.startsWith(FORWARDED) || named.includes(name)) headers.delete(name);
  }
  const cookies = headers.get("Cookie")?.split(";") ?? [];
  const others = cookies.filter((cookie) => !IS_OUR_COOKIE.test(cookie));
  if (others.length > 0) headers.set("Cookie", others.join(";").trim());
  else headers.delete("Cookie");
  const set = headers.getSetCookie();
  headers.delete("Set-Cookie");
  for (const cookie of set) if (!IS_OUR_COOKIE.test(cookie)) headers.append("Set-Cookie", cookie);
  return headers;
}

/**
 * Without its length a body is sent in chunks, and Apache's mod_wsgi refuses those. So one whose length the client has not told is
 * gathered first, unless it is long.
 */
async function withLength(
  body: ReadableStream<Uint8Array>,
  headers: Headers,
  limit: TransformStream<Uint8Array, Uint8Array>,
  signal: AbortSignal,
): Promise<BodyInit> {
  const told = headers.get("Content-Length") ?? "";
  if (/^\d+$/.test(told) && !headers.has("Transfer-Encoding"))
    return body.pipeThrough(new FixedLengthStream(Number(told)));
  const reader = body.getReader();
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
  late.catch(() => {});
  const chunks: Uint8Array[] = [];
  for (let length = 0; length <= MAX_GATHERED_BYTES; ) {
    const { done, value } = await Promise.race([reader.read(), late]);
    if (done) return new Blob(chunks).arrayBuffer();
    chunks.push(value);
    length += value.length;
  }
  const rest = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = chunks.shift() ?? (await reader.read()).value;
      if (next) controller.enqueue(next);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return rest.pipeThrough(limit);
}

/** Breaks off a body that goes on after so many bytes. */
function bounded(most: number) {
  let length = 0;
  const stream = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > most) controller.error(new Error(`a body of more than ${most} bytes`));
      else controller.enqueue(chunk);
    },
  });
  return { stream, isOver: () => length > most };
}

function failureOf(error: unknown): Refusal {
  const late = error instanceof Error && error.name === "TimeoutError";
  if (!late) console.error("upstream: the server cannot be asked:", error);
  return refuse({ code: late ? "upstream-late" : "upstream-failed" });
}
