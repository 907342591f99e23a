// The types of errors.js.

import type { TiqrReason } from "./reasons.js";

/**
 * `network`: no answer came, or not in time. `unavailable`: status 429 or 5xx; try again, after
 * `retryAfterMs` if given. `refused`: the service has said no, and `reason` says why.
 * `unexpected-answer`: not this API's, or not about TiQR; trying again will not help.
 */
export type TiqrErrorCode = "network" | "unavailable" | "refused" | "unexpected-answer";

/** What the header TiQR-Reason says. privacyIDEA sends none. */
export interface Reason {
  readonly reason?: TiqrReason | undefined;
  /** The reason's evidence, such as `right` of `missing-right`. */
  readonly evidence?: Readonly<Record<string, string>> | undefined;
}

export interface TiqrErrorMore extends Reason {
  readonly cause?: unknown;
  readonly status?: number | undefined;
  readonly number?: number | undefined;
  readonly retryAfterMs?: number | undefined;
}

export class TiqrError extends Error {
  override readonly name: "TiqrError";
  readonly code: TiqrErrorCode;
  /** The HTTP status, if an answer came. */
  readonly status: number | undefined;
  readonly reason: TiqrReason | undefined;
  /** Empty if there is no reason, or no evidence. */
  readonly evidence: Readonly<Record<string, string>>;
  /** privacyIDEA's number of the error, such as 601. */
  readonly number: number | undefined;
  /** Milliseconds. */
  readonly retryAfterMs: number | undefined;
  constructor(code: TiqrErrorCode, message: string, more?: TiqrErrorMore);
}

export function readReason(headers: Headers): Reason;
