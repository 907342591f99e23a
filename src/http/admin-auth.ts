// Routes for administrators: the JWT in PI-Authorization or Authorization, bare as privacyIDEA's clients send it or after "Bearer".
// That the account still exists and has the right is checked in the batch that the call makes.

import type { Context, MiddlewareHandler } from "hono";
import type { AdminTokens } from "./admin-token.ts";
import type { HttpEnv } from "./context.ts";
import { refused } from "./reason-to-wire.ts";

/** As the request brings it, good or not. */
export const shownToken = (c: Context): string | undefined =>
  (c.req.header("PI-Authorization") ?? c.req.header("Authorization"))?.replace(/^Bearer\s+/i, "").trim();

export const requireAdmin =
  (adminTokens: AdminTokens): MiddlewareHandler<HttpEnv> =>
  async (c, next) => {
    if (c.req.method === "OPTIONS") return next(); // tells the methods of a path, and nothing else
    const token = shownToken(c);
    if (!token) return refused(c, { code: "missing-authorization" });
    const verified = await adminTokens.verify(token);
    if (!verified.ok) return refused(c, verified.reason);
    c.set("caller", verified.caller);
    return next();
  };
