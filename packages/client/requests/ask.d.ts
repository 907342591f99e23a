// The types of ask.js.

import type { Reason } from "./errors.js";

/** privacyIDEA's envelope: `error` if status is false, else `value`. No type inside is trusted. */
export interface Answer extends Reason {
  readonly result: {
    readonly status: boolean;
    readonly value?: unknown;
    readonly error?: { readonly code?: unknown; readonly message?: unknown };
  };
  readonly detail: Detail;
  readonly status: number;
  readonly headers: Headers;
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

export interface Text {
  readonly text: string;
  readonly status: number;
  readonly headers: Headers;
}

export type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

export interface Question {
  readonly url: string;
  readonly method: string;
  /** Sent as JSON; nothing is sent if it is undefined. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch: Fetch;
  readonly timeoutMs: number;
  readonly nowMs: number;
  readonly signal: AbortSignal | undefined;
}

/** Throws TiqrError, or an aborted signal's reason. Returns an error in the API's own words. */
export function ask(question: Question): Promise<Answer>;
/** The same for an answer of any form. Only an answer with status 429 or 5xx is an error. */
export function askText(question: Question): Promise<Text>;
