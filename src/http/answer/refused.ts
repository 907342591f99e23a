// The refusal for an application, as ./reason-to-wire.ts words it.

import type { Context } from "hono";
import type { Reason } from "../../core/reasons.ts";
import { type AnswerOf, envelope, failure } from "./envelope.ts";
import { REASON_HEADER } from "./headers.ts";
import { reasonHeader } from "./reason-header.ts";
import { wireOf } from "./reason-to-wire.ts";
import { isOfDirectories, scimRefused } from "./scim-refused.ts";

/** The pace of a client that obeys Retry-After. There may still be no free place then. */
const LISTENER_RETRY_SECONDS = 2;

/** Notes the reason for the log, and gives the header that tells it to programs. */
export function headersFor(c: Context, reason: Reason, { evidence } = wireOf(reason)): Record<string, string> {
  c.set("reason", reason.code);
  return { [REASON_HEADER]: reasonHeader(reason, evidence) };
}

export function refused(c: Context, reason: Reason, more: Record<string, string> = {}): Response {
  const wire = wireOf(reason);
  const { api } = wire;
  const headers = headersFor(c, reason, wire);
  if (isOfDirectories(c.req.path) && !("reject" in api))
    return scimRefused(c, api.status, wire.text, wire.scimType, { ...headers, ...headersOf(reason), ...more });
  if ("reject" in api) {
    const detail = { message: api.reject, ...api.detail };
    const rejection: AnswerOf<"POST /validate/check"> = { value: false, authentication: "REJECT", detail };
    return envelope(c, rejection, headers);
  }
  return failure(c, api, { ...headers, ...headersOf(reason), ...more });
}

function headersOf(reason: Reason): Record<string, string> {
  if (reason.code === "too-many-requests" || reason.code === "pass-limit")
    return { "Retry-After": String(reason.retryAfterSeconds) };
  if (reason.code === "too-many-listeners") return { "Retry-After": String(LISTENER_RETRY_SECONDS) };
  // RFC 9110 §15.5.6: a 405 names the allowed methods.
  if (reason.code === "unknown-method") return { Allow: reason.allowed };
  // RFC 9110 §15.5.22: a 426 names the protocol.
  if (reason.code === "no-upgrade") return { Upgrade: "websocket" };
  return {};
}
