// What a call throws, and the header in which the service names its reason.

/** @import { TiqrErrorCode, TiqrErrorMore, Reason } from "./errors.d.ts" */

export class TiqrError extends Error {
  /**
   * @readonly
   * @override
   */
  name = /** @type {const} */ ("TiqrError");

  /**
   * @param {TiqrErrorCode} code
   * @param {string} message
   * @param {TiqrErrorMore} [more]
   */
  constructor(code, message, more = {}) {
    super(message, { cause: more.cause });
    /** @readonly */
    this.code = code;
    /** @readonly */
    this.status = more.status;
    /** @readonly */
    this.reason = more.reason;
    /** @readonly */
    this.evidence = more.evidence ?? {};
    /** @readonly */
    this.number = more.number;
    /** @readonly */
    this.retryAfterMs = more.retryAfterMs;
  }
}

/**
 * Reads `missing-right;right="tokenlist"` (RFC 9651 §3.3). The strings are percent-encoded, so they
 * hold no quote and no semicolon.
 * @param {Headers} headers
 * @returns {Reason}
 */
export function readReason(headers) {
  const [reason, ...parameters] = (headers.get("TiQR-Reason") ?? "").split(";");
  if (!reason) return {};
  /** @type {Record<string, string>} */
  const evidence = {};
  for (const parameter of parameters) {
    const [, name, value] = /^\s*([\w-]+)="([^"]*)"$/.exec(parameter) ?? [];
    if (name !== undefined && value !== undefined) evidence[name] = decoded(value);
  }
  return { reason, evidence };
}

/** @param {string} text */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
