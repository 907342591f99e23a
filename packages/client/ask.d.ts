// The types of ask.js.

/**
 * `network`: no answer came, or not in time. `unavailable`: status 429 or 5xx; try again, after `retryAfterMs` if given.
 * `unexpected-answer`: the answer is not this API's, or not about TiQR; trying again will not help.
 */
export type TiqrErrorCode = "network" | "unavailable" | "unexpected-answer";

export class TiqrError extends Error {
  override readonly name: "TiqrError";
  readonly code: TiqrErrorCode;
  /** Milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(code: TiqrErrorCode, message: string, more?: { cause?: unknown; retryAfterMs?: number | undefined });
}

/** privacyIDEA's envelope: `error` comes with status false, `value` with true. No value inside is trusted to have a type. */
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
  /** If given, they are posted as JSON; if not, the request is a GET. */
  readonly fields?: Readonly<Record<string, string | undefined>>;
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>;
  readonly timeoutMs: number;
  readonly nowMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Throws TiqrError, or the signal's reason once it is aborted. An error in the API's own words is an answer and is returned. */
export function ask(question: Question): Promise<Answer>;
