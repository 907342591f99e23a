// The values that middleware leaves for the handlers, and the request as the core sees it.

import type { Context } from "hono";
import type { AdminCall, Call, ImageFormat } from "../core/call.ts";
import type { Caller, Session } from "../core/caller.ts";
import type { Place } from "../core/proximity/place.ts";
import type { ReasonOf } from "../core/reasons.ts";
import type { UserReading } from "../core/user.ts";
import type { Warning } from "../core/warning.ts";
import type { TimeLimit } from "../lib/time-limit.ts";
import { currentRecord } from "../request-record.ts";
import type { Parameter } from "../tiqr/requests.ts";
import type { Route } from "./all-definitions.ts";
import type { RouteRules } from "./route-rules.ts";

/** Why the body of a request, or the value of a parameter, cannot be used: ./request/params.ts. */
export type UnreadableBody = "invalid-parameter" | "too-large" | "body-lost";
export type UnreadableValue = "too-long" | "nul-character";

export interface HttpEnv {
  Variables: {
    /** The client's address, or `unknown`. */
    address: string;
    /** From an application server: false if it told the person's address, now `address`. */
    isApplication: boolean | undefined;
    /**
     * Where a browser begins a sign-in, or a phone answers it; undefined where that is not asked.
     */
    place: Place | undefined;
    /** The request's time limit, once it has one. */
    limit: TimeLimit | undefined;
    /** On routes of the API: what their definitions say of requests. */
    rules: RouteRules;
    /** The path of the routes that do not take the request's method (./answer/methods.ts). */
    lacked: string | undefined;
    /** The request's parameters: query, form and JSON merged. */
    parameter: Parameter;
    /** The names of all parameters in the request, empty ones included. */
    names: ReadonlySet<string>;
    /** On routes of the API: the warnings about unknown parameters, asked for with the answer. */
    warnings: (() => readonly Warning[]) | undefined;
    /** On pages: why a parameter was left out. */
    fault: ReasonOf<UnreadableBody | UnreadableValue> | undefined;
    /** On routes that take `image_format`: the format of their QR code. */
    imageFormat: ImageFormat | undefined;
    /** On pages of a sign-in: what they may load from elsewhere (src/web/pages/page-sources.ts). */
    pageSources: { readonly image: string | undefined; readonly form: string | undefined } | undefined;
    /** On pages of a person's own account: the mark of that person (src/core/user.ts). */
    whose: string | undefined;
    /** The user whose login this request finalized. */
    loggedIn: UserReading | undefined;
    /** On routes that are asked all the time: what their answers begin as (READY). */
    ready: Response | undefined;
    /** How Microsoft names the request, for the log alone. */
    clientRequestId: string | undefined;
    /** The code of a refusal's reason, for the log alone: clients may not learn some of these. */
    reason: string | undefined;
    /** The answer is another server's, so it gets no headers of ours. */
    passed: boolean | undefined;
    /** On routes for administrators: the account that signed in. */
    caller: Caller & { readonly session: Session };
  };
}

declare const ROUTE: unique symbol;
type IsUnion<Type, Whole = Type> = Type extends unknown ? ([Whole] extends [Type] ? false : true) : never;
type PathOf<Key> = Key extends `${string} ${infer Path}` ? Path : never;

/** A request of a route of the API. For the compiler its key says what is in path, body, answer. */
export type RouteContext<Key extends Route> = Context<
  HttpEnv,
  IsUnion<PathOf<Key>> extends true ? string : PathOf<Key>
> & {
  readonly [ROUTE]: Key;
};

/** The request as the core sees it, with the route as its path: `POST /token/disable/<serial>`. */
export function callOf(c: Context<HttpEnv>): Call {
  const path = writtenAs(c.req.routePath);
  const after = (work: Promise<unknown>): void => {
    const caught = work.catch((error) => console.error(`after ${c.req.method} ${path}:`, error));
    currentRecord()?.follow(caught);
    c.executionCtx.waitUntil(caught);
  };
  return {
    kind: "request",
    action: `${c.req.method} ${path}`,
    client: c.get("address"),
    place: c.get("place"),
    nowMs: Date.now(),
    imageFormat: c.get("imageFormat") ?? "png",
    afterwards: (work) => after(work()),
    onceReplied: (work) => after(scheduler.wait(0).then(work)),
  };
}

const WRITTEN = new Map<string, string>();

/** Computed once for each route of the app, of which there are few. */
export function writtenAs(route: string): string {
  const written = WRITTEN.get(route) ?? route.replace(/:(\w+)(\{.*\})?/g, "<$1>");
  WRITTEN.set(route, written);
  return written;
}

export const adminCallOf = (c: Context<HttpEnv>): AdminCall => ({ ...callOf(c), caller: c.get("caller") });
