// Sends requests on to a privacyIDEA server. Both bodies are streamed, bounded in time and size, so that a slow, broken or huge answer
// costs this service little; what goes wrong there is told apart from what goes wrong here.

import type { Upstream } from "../core/ports/upstream.ts";
import { type Outcome, type Refusal, refuse } from "../core/reasons.ts";
import { within } from "../lib/within.ts";
import { currentRecord } from "../request-record.ts";
import { bounded, withLength } from "./bodies.ts";
import { sentOn } from "./sent-on.ts";

/** A request that has been here before carries it: two servers that stand in front of each other would send it round for ever. */
export const PASSED_HEADER = "TIQR-Edge-Passed";

/** privacyIDEA hashes PINs and asks user stores, some of which are slow. The answer's body has to come within it, too. */
const MAX_ANSWER_MS = 30_000;
/** Uploads and downloads of its own pages fit; a body without end does not. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** An answer about a PIN is short. */
const MAX_PIN_ANSWER_BYTES = 64 * 1024;

/** iOS waits five seconds. Behind this time is room for our own word, if there is no answer. */
const PHONE_LIMITS = { answerMs: 2_500, bodyBytes: 64 * 1024 };

/** Where a phone would show who it is. It never does, so whoever sends one of these is no phone. */
const CREDENTIALS = ["PI-Authorization", "Authorization", "X-API-Key", "Cookie"];

/** `base`: without a slash at its end. */
export function createUpstream(
  base: string,
  limits = { answerMs: MAX_ANSWER_MS, bodyBytes: MAX_BODY_BYTES },
  phoneLimits = PHONE_LIMITS,
): Upstream {
  const { answerMs } = limits;

  async function send(
    address: string,
    request: Request,
    client: string,
    without: readonly string[],
    { answerMs, bodyBytes }: typeof limits,
  ): Promise<Outcome<{ readonly response: Response }>> {
    if (request.headers.has(PASSED_HEADER)) return refuse({ code: "upstream-loop" });
    if (Number(request.headers.get("Content-Length") ?? 0) > bodyBytes) return refuse({ code: "too-large" });
    const headers = sentOn(request.headers);
    for (const name of without) headers.delete(name);
    headers.set(PASSED_HEADER, "1");
    handOnTrace(request.headers, headers);
    if (client !== "unknown") headers.set("X-Forwarded-For", client);
    const signal = AbortSignal.timeout(answerMs);
    const sent = bounded(bodyBytes);
    try {
      const answer = await fetch(address, {
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
  }

  return {
    pass(request, client, without = []) {
      const { pathname, search } = new URL(request.url);
      return send(base + pathname + search, request, client, without, limits);
    },

    passPhone(request, client) {
      const { pathname, search } = new URL(request.url);
      // A phone posts to the path that it was given there, which may begin as `base` does.
      const below = new URL(base).pathname;
      const path = pathname.startsWith(`${below}/`) ? pathname.slice(below.length) : pathname;
      const asked = send(base + path + search, request, client, CREDENTIALS, phoneLimits).then(whole);
      return within(phoneLimits.answerMs, asked).catch(failureOf);
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

async function whole(sent: Outcome<{ readonly response: Response }>): Promise<typeof sent> {
  if (!sent.ok) return sent;
  const { body, status, headers } = sent.response;
  return { ok: true, response: new Response(await new Response(body).arrayBuffer(), { status, headers }) };
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

function failureOf(error: unknown): Refusal {
  const late = error instanceof Error && error.name === "TimeoutError";
  if (!late) console.error("upstream: the server cannot be asked:", error);
  return refuse({ code: late ? "upstream-late" : "upstream-failed" });
}
