// Administrators' routes want a JWT in PI-Authorization or Authorization, bare or after "Bearer",
// or an API key in X-API-Key. A JWT may outlive its account or rights: each call checks them.

import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Reason } from "../../core/reasons.ts";
import { refuseAndNote } from "../../core/refuse-and-note.ts";
import { refused } from "../answer/reason-to-wire.ts";
import { callOf, type HttpEnv } from "../context.ts";
import type { Deps } from "../deps.ts";

export const requireAdmin =
  ({ callerOf, ports }: Pick<Deps, "callerOf" | "ports">): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    if (c.req.method === "OPTIONS") return next(); // it only lists the path's methods
    const verified = await callerOf(c);
    if (!verified) return turnAway(c, ports, { code: "missing-authorization" });
    if (!verified.ok) return turnAway(c, ports, verified.reason);
    c.set("caller", verified.caller);
    return next();
  };

/** Bad tokens without end could fill the trail: the first few get rows, the rest are counted. */
function turnAway(c: Context<HttpEnv>, ports: Deps["ports"], reason: Reason): Response {
  // The row names the route of the request, not of this middleware.
  const call = callOf(c, routePath(c, -1));
  return refused(c, refuseAndNote(ports, call, reason, {}, "counted").reason);
}
