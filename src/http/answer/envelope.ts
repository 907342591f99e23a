// privacyIDEA's JSON envelope (lib/utils, prepare_result and send_error).

import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Authentication } from "../../core/audit/audit.ts";
import type { Warning } from "../../core/warning.ts";
import type { Written } from "../../lib/schema.ts";
import { MAX_PARAMETER_CHARACTERS } from "../../tiqr/requests.ts";
import type { Answers, Route } from "../all-definitions.ts";
import type { HttpEnv } from "../context.ts";

/** Named in every success, as privacyIDEA names its own. */
export const VERSION = "0.1.0";
const PRODUCT = `tiqr-edge ${VERSION}`;

export interface Success {
  /** Anything. Since `boolean` is named, the compiler takes `true` for no other boolean. */
  readonly value: boolean | number | string | object | null;
  /** Absent outside /auth and /validate; its presence makes the id 2. */
  readonly authentication?: Authentication;
  readonly detail?: unknown;
  /** Other than those about unknown parameters. */
  readonly warnings?: readonly Warning[];
}

/** What a route puts into its envelope, by its definition. */
export type AnswerOf<Key extends Route> = Extract<Written<Answers[Key]>, Success> & Pick<Success, "warnings">;

export const tellTrue = () => ({ value: true }) as const;

/** Tells one property of a result, in the form that the answer gives it. */
export const tellOne =
  <Name extends string, Item, Json>(name: Name, toJson: (item: Item) => Json) =>
  (result: { readonly [Key in Name]: Item }) => ({ value: toJson(result[name]) });

export const tellEach = <Name extends string, Item, Json>(name: Name, toJson: (item: Item) => Json) =>
  tellOne(name, (items: readonly Item[]) => items.map((item) => toJson(item)));

export function envelope(
  c: Context,
  { value, authentication, detail: own, warnings = [] }: Success,
  headers: Record<string, string> = {},
): Response {
  const detail = withWarnings(c, own, warnings);
  const nonce = nonceOf(c);
  const body = {
    ...(detail === undefined ? {} : { detail }),
    id: authentication === undefined ? 1 : 2,
    jsonrpc: "2.0",
    ...(nonce === undefined ? {} : { nonce }),
    result: { ...(authentication === undefined ? {} : { authentication }), status: true, value },
    time: seconds(),
    version: PRODUCT,
    versionnumber: VERSION,
  };
  return send(c, body, 200, headers);
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
  // On these two paths a refused sign-in has an empty object; everything else has null.
  const signIn = status === 401 && /^\/(auth|validate)\b/.test(c.req.path);
  const nonce = nonceOf(c);
  const body = {
    detail: withWarnings(c, signIn ? {} : null, []),
    id: 1,
    jsonrpc: "2.0",
    ...(nonce === undefined ? {} : { nonce }),
    result: { error: { code, message }, status: false },
    time: seconds(),
    version: PRODUCT,
  };
  return send(c, body, status, headers);
}

function send(c: Context<HttpEnv>, body: unknown, status: ContentfulStatusCode, headers: Record<string, string>) {
  const ready = c.get("ready");
  if (!ready) {
    for (const name in headers) c.header(name, headers[name]);
    return c.json(body, status);
  }
  const answer = new Response(JSON.stringify(body), status === 200 ? ready : { status, headers: ready.headers });
  for (const name in headers) answer.headers.set(name, headers[name] ?? "");
  return answer;
}

/**
 * The nonce by which a client recognizes its answer (privacyIDEA api/lib/postpolicy.py,
 * sign_response). If a request is refused before its body is read, only its query may have one.
 */
function nonceOf(c: Context<HttpEnv>): string | undefined {
  const parameter = c.get("parameter");
  if (parameter) return parameter("nonce");
  const nonce = c.req.query("nonce");
  return nonce && nonce.length <= MAX_PARAMETER_CHARACTERS ? nonce.toWellFormed() : undefined;
}

/**
 * Adds the route's warnings, then those about unknown parameters, each with its code. An answer
 * without a detail gets one: clients look for keys that they know, and not for a detail.
 */
function withWarnings(c: Context<HttpEnv>, detail: unknown, own: readonly Warning[]): unknown {
  const warnings = [...own, ...(c.get("warnings")?.() ?? [])];
  if (warnings.length === 0) return detail;
  return {
    ...(typeof detail === "object" ? detail : {}),
    warnings: warnings.map(({ message }) => message),
    warning_codes: warnings.map(({ code }) => code),
  };
}

/** Seconds since 1970, always with a fraction: a client with strict types reads a float. */
const seconds = (): number => Date.now() / 1000 + 1e-4;
