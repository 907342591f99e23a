// Sends requests on to a privacyIDEA server. A slow, broken or huge answer must cost little, so
// both bodies are streamed, bounded in time and size. Its failures have reasons of their own.

import type { Upstream } from "../core/ports/upstream.ts";
import { type Outcome, type Refusal, refuse } from "../core/reasons.ts";
import { within } from "../lib/within.ts";
import { currentRecord } from "../request-record.ts";
import { bounded, withLength } from "./bodies.ts";
import { IDENTITY_PATH, serverOf } from "./identity.ts";
import { sentOn } from "./sent-on.ts";

/** Marks requests: two servers that are each other's upstream would pass them round for ever. */
export const PASSED_HEADER = "TIQR-Edge-Passed";

/** For head and body: privacyIDEA hashes PINs and asks user stores, some of which are slow. */
const MAX_ANSWER_MS = 30_000;
/** Uploads and downloads of privacyIDEA's own pages fit; an endless body does not. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
/** An answer to a question of our own is short. */
const MAX_OWN_ANSWER_BYTES = 64 * 1024;
/** An administrator waits for the settings page, and a healthy server answers at once. */
const MAX_IDENTITY_MS = 5_000;

/** iOS waits five seconds. If no answer comes in this time, our own reply still reaches it. */
const PHONE_LIMITS = { answerMs: 2_500, bodyBytes: 64 * 1024 };

/** Phones never send credentials, so whatever sends some is not a phone: they are dropped. */
const CREDENTIALS = ["PI-Authorization", "Authorization", "X-API-Key", "Cookie"];

/** `base` has no slash at its end. */
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
    const upload = bounded(bodyBytes);
    try {
      const answer = await fetch(address, {
        method: request.method,
        headers,
        body: request.body && (await withLength(request.body, request.headers, upload.stream, signal)),
        redirect: "manual", // for the client to follow
        signal,
      });
      // A server may even answer a request that was broken off for its length.
      const isLong = Number(answer.headers.get("Content-Length") ?? 0) > bodyBytes;
      if (isLong || upload.isOver()) {
        await answer.body?.cancel();
        return refuse({ code: upload.isOver() ? "too-large" : "upstream-failed" });
      }
      const body = answer.body?.pipeThrough(bounded(bodyBytes).stream) ?? null;
      return { ok: true, response: new Response(body, { status: answer.status, headers: sentOn(answer.headers) }) };
    } catch (error) {
      return upload.isOver() ? refuse({ code: "too-large" }) : failureOf(error);
    }
  }

  /** A question of our own. Redirects are not followed: another host must not get a PIN. */
  async function ask(path: string, init: RequestInit, mostMs: number) {
    const headers = { [PASSED_HEADER]: "1", ...ownTrace() };
    const signal = AbortSignal.timeout(mostMs);
    const { status, body } = await fetch(base + path, { ...init, headers, redirect: "manual", signal });
    const text = await new Response(body?.pipeThrough(bounded(MAX_OWN_ANSWER_BYTES).stream) ?? null).text();
    return { status, text };
  }

  return {
    pass(request, client, without = []) {
      const { pathname, search } = new URL(request.url);
      return send(base + pathname + search, request, client, without, limits);
    },

    passPhone(request, client) {
      const { pathname, search } = new URL(request.url);
      // The phone got its path from that server, so the path may begin with that of `base`.
      const below = new URL(base).pathname;
      const path = pathname.startsWith(`${below}/`) ? pathname.slice(below.length) : pathname;
      const answer = send(base + path + search, request, client, CREDENTIALS, phoneLimits).then(whole);
      return within(phoneLimits.answerMs, answer).catch(failureOf);
    },

    async identify() {
      try {
        const { status, text } = await ask(IDENTITY_PATH, {}, Math.min(answerMs, MAX_IDENTITY_MS));
        // This service refuses what it has sent itself.
        if (status === 508) return refuse({ code: "upstream-loop" });
        // What a proxy answers while the server behind it is down.
        if (status >= 502 && status <= 504) return refuse({ code: "upstream-failed" });
        return { ok: true, server: serverOf(text) };
      } catch (error) {
        return failureOf(error);
      }
    },

    async takesPin({ user, realm }, pin) {
      const body = new URLSearchParams({ user, realm, pass: pin });
      const answer = await ask("/validate/check", { method: "POST", body }, answerMs);
      const { result } = JSON.parse(answer.text) as { result?: { authentication?: unknown; status?: unknown } };
      if (result?.status !== true) throw new Error(`the upstream server answered ${answer.status} to a PIN`);
      // A right PIN opens a challenge there. A text that logs in by itself may end in a one-time
      // password; learnt as the PIN, it would be good for ever. So only a challenge counts.
      return result.authentication === "CHALLENGE";
    },
  };
}

async function whole(outcome: Outcome<{ readonly response: Response }>): Promise<typeof outcome> {
  if (!outcome.ok) return outcome;
  const { body, status, headers } = outcome.response;
  return { ok: true, response: new Response(await new Response(body).arrayBuffer(), { status, headers }) };
}

/** Sent along so that the two servers' logs can be read together. */
function ownTrace(): Record<string, string> {
  const record = currentRecord();
  return record ? { traceparent: record.traceparent } : {};
}

/** W3C Trace Context §3.3: tracestate belongs to its traceparent, so another trace's is dropped. */
function handOnTrace(received: Headers, headers: Headers): void {
  const { traceparent } = ownTrace();
  if (traceparent === undefined) return;
  const [, trace = ""] = traceparent.split("-");
  if (!received.get("traceparent")?.includes(trace)) headers.delete("tracestate");
  headers.set("traceparent", traceparent);
}

function failureOf(error: unknown): Refusal {
  const late = error instanceof Error && error.name === "TimeoutError";
  if (!late) console.error("upstream: the server cannot be asked:", error);
  return refuse({ code: late ? "upstream-late" : "upstream-failed" });
}
