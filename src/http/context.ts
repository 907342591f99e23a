// What the routes share: the flows' ports, and what middleware leaves for the handlers.

import type { Context } from "hono";
import type { AdminCall, Call, ImageFormat } from "../core/call.ts";
import type { Caller, Session } from "../core/caller.ts";
import type { Reason } from "../core/reasons.ts";
import type { UserReading } from "../core/user.ts";
import type { Parameter } from "../tiqr/requests.ts";

export interface HttpEnv {
  Variables: {
    /** The client's, or `unknown`. */
    address: string;
    /** The request's parameters: query, form and JSON merged. */
    parameter: Parameter;
    /** Which of them the request names at all, an empty one included. */
    names: ReadonlySet<string>;
    /** On routes of the API: what to say of parameters that are none of theirs, once the answer is known. */
    warnings: (() => readonly string[]) | undefined;
    /** On pages: why a parameter was left out. */
    fault: Reason | undefined;
    /** On routes that draw a QR code. */
    imageFormat: ImageFormat | undefined;
    /** Whose login was finished by this request. */
    loggedIn: UserReading | undefined;
    /** Who signed in, on routes that want an administrator. */
    caller: Caller & { readonly session: Session };
  };
}

/** The request as the flows see it. The path is the route's, as privacyIDEA writes it: `POST /token/disable/<serial>`. */
export function callOf(c: Context<HttpEnv>, route = c.req.routePath): Call {
  const path = route.replace(/:(\w+)/g, "<$1>");
  const after = (work: Promise<unknown>) =>
    c.executionCtx.waitUntil(work.catch((error) => console.error(`after ${c.req.method} ${path}:`, error)));
  return {
    action: `${c.req.method} ${path}`,
    client: c.var.address,
    nowMs: Date.now(),
    imageFormat: c.var.imageFormat ?? "png",
    afterwards: (work) => after(work()),
    onceReplied: (work) => after(scheduler.wait(0).then(work)),
  };
}

export const adminCallOf = (c: Context<HttpEnv>): AdminCall => ({ ...callOf(c), caller: c.var.caller });
