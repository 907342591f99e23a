// One question to privacyIDEA's API and its answer, read with care. For tiqr-client.ts; not to be used alone.

/**
 * `network`: no answer, or not in time. `unavailable`: status 429 or 5xx; come again, after `retryAfterMs` if given.
 * `unexpected-answer`: not this API, or not about TiQR; asking again will not help.
 */
export type TiqrErrorCode = "network" | "unavailable" | "unexpected-answer";

export class TiqrError extends Error {
  override readonly name = "TiqrError";
  readonly code: TiqrErrorCode;
  /** Milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(code: TiqrErrorCode, message: string, more: { cause?: unknown; retryAfterMs?: number | undefined } = {}) {
    super(message, { cause: more.cause });
    this.code = code;
    this.retryAfterMs = more.retryAfterMs;
  }
}

/** privacyIDEA's envelope: `error` with status false, `value` with true. Nothing inside is believed to have a type. */
export interface Answer {
  readonly result: {
    readonly status: boolean;
    readonly value?: unknown;
    readonly error?: { readonly code?: unknown; readonly message?: unknown };
  };
  readonly detail: Detail;
}

export interface Detail {
  readonly message?: unknown;
  readonly serial?: unknown;
  readonly transaction_id?: unknown;
  readonly attributes?: { readonly value?: unknown; readonly img?: unknown } | null;
  readonly multi_challenge?: unknown;
  readonly challenge_status?: unknown;
  readonly transaction_state?: unknown;
}

export interface Question {
  readonly url: string;
  /** Sent as JSON by POST; without it, GET. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly timeoutMs: number;
  readonly nowMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Throws TiqrError, or the signal's reason once it is aborted. An error that the service names is an answer. */
export async function ask({ url, fields, fetch, timeoutMs, nowMs, signal }: Question): Promise<Answer> {
  signal?.throwIfAborted();
  const inTime = AbortSignal.timeout(timeoutMs);
  const init: RequestInit = { signal: signal ? AbortSignal.any([signal, inTime]) : inTime };
  if (fields) {
    const headers = { "Content-Type": "application/json" };
    Object.assign(init, { method: "POST", headers, body: JSON.stringify(fields) });
  }
  // What is said about it names the place, never the query.
  const place = url.replace(/\?.*/, "");
  let response: Response;
  let text: string;
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
    throw new TiqrError("unexpected-answer", `expected privacyIDEA's JSON, got another ${status} from ${place}`);
  return answer;
}

function readAnswer(text: string): Answer | undefined {
  try {
    const { result, detail } = JSON.parse(text);
    return typeof result.status === "boolean" ? { result, detail: detail ?? {} } : undefined;
  } catch {
    return undefined;
  }
}

/** Seconds or a date (RFC 9110 §10.2.3), as milliseconds from now. */
function readRetryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - nowMs;
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
