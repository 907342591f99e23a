// Routes for administrators: the JWT in PI-Authorization or Authorization, bare as privacyIDEA's clients send it or after "Bearer".
// That the account still exists and has the right is checked in the batch that the call makes.

import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { Reason } from "../core/reasons.ts";
import { refuseAndNote } from "../core/refuse-and-note.ts";
import { shownToken } from "./admin-token.ts";
import { callOf, type HttpEnv } from "./context.ts";
import type { Deps } from "./deps.ts";
import { refused } from "./reason-to-wire.ts";

export const requireAdmin =
  ({ adminTokens, ports }: Pick<Deps, "adminTokens" | "ports">): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    if (c.req.method === "OPTIONS") return next(); // tells the methods of a path, and nothing else
    const token = shownToken(c);
    if (!token) return turnAway(c, ports, { code: "missing-authorization" });
    const verified = await adminTokens.verify(token);
    if (!verified.ok) return turnAway(c, ports, verified.reason);
    c.set("caller", verified.caller);
    return next();
  };

/** Anyone can bring a bad token, or none, without end: beyond the first few these are counted. */
function turnAway(c: Context<HttpEnv>, ports: Deps["ports"], reason: Reason): Response {
  // Of the route that was asked for, not of this middleware.
  const call = callOf(c, routePath(c, -1));
  return refused(c, refuseAndNote(ports, call, reason, {}, "counted").reason);
}
