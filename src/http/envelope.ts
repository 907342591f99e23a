// privacyIDEA's JSON envelope (lib/utils, prepare_result and send_error).

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { HttpEnv } from "./context.ts";

/** Named in every success, as privacyIDEA names itself. */
const VERSION = "0.1.0";
const PRODUCT = `tiqr-edge ${VERSION}`;

/** On /auth and /validate: value true is ACCEPT, a challenge CHALLENGE, anything else REJECT. */
export type Authentication = "ACCEPT" | "CHALLENGE" | "REJECT";

export interface Success {
  readonly value: unknown;
  /** Absent outside /auth and /validate; its presence makes the id 2. */
  readonly authentication?: Authentication;
  readonly detail?: unknown;
}

/** `A`: what this route says, from ./wire.ts, where the console reads it. */
export function success<A extends Success = Success>(c: Context, answer: A): Response {
  const { value, authentication, detail: told } = answer;
  const detail = withWarnings(c, told);
  return c.json({
    ...(detail === undefined ? {} : { detail }),
    id: authentication === undefined ? 1 : 2,
    jsonrpc: "2.0",
    result: { ...(authentication === undefined ? {} : { authentication }), status: true, value },
    time: seconds(),
    version: PRODUCT,
    versionnumber: VERSION,
  });
}

export interface Failure {
  readonly status: ContentfulStatusCode;
  /** privacyIDEA's number for this error. */
  readonly code: number;
  readonly message: string;
}

export function failure(
  c: Context,
  { status, code, message }: Failure,
  headers: Record<string, string> = {},
): Response {
  // A refused sign-in on these two has an empty object, everything else null.
  const signIn = status === 401 && /^\/(auth|validate)\b/.test(c.req.path);
  const body = {
    detail: withWarnings(c, signIn ? {} : null),
    id: 1,
    jsonrpc: "2.0",
    result: { error: { code, message }, status: false },
    time: seconds(),
    version: PRODUCT,
  };
  return c.json(body, status, headers);
}

/**
 * The detail, with `warnings` of unknown parameters behind those that it has of its own. Clients look in it for keys that they know,
 * and none goes by whether there is one, so an answer without a detail gets one for the warnings alone.
 */
function withWarnings(c: Context<HttpEnv>, detail: unknown): unknown {
  const warnings = c.var.warnings?.() ?? [];
  if (warnings.length === 0) return detail;
  const told: { readonly warnings?: readonly string[] } = typeof detail === "object" ? (detail ?? {}) : {};
  return { ...told, warnings: [...(told.warnings ?? []), ...warnings] };
}

/** Seconds since 1970, always with a fraction: a client with strict types reads a float. */
const seconds = (): number => Date.now() / 1000 + 1e-4;
