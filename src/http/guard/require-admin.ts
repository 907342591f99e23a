// Routes for administrators want a JWT in PI-Authorization or Authorization, bare as privacyIDEA's clients send it or after "Bearer",
// or an API key in X-API-Key. A JWT may outlive its account or its rights, so the batch of each call checks both again.

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
    if (c.req.method === "OPTIONS") return next(); // it tells only the methods of the path
    const verified = await callerOf(c);
    if (!verified) return turnAway(c, ports, { code: "missing-authorization" });
    if (!verified.ok) return turnAway(c, ports, verified.reason);
    c.set("caller", verified.caller);
    return next();
  };

/** Anyone can send bad tokens without end and fill the trail. So the first few get rows, and the rest are only counted. */
function turnAway(c: Context<HttpEnv>, ports: Deps["ports"], reason: Reason): Response {
  // The row names the route of the request, not of this middleware.
  const call = callOf(c, routePath(c, -1));
  return refused(c, refuseAndNote(ports, call, reason, {}, "counted").reason);
}
