// CORS: lets pages of other origins read an answer. Hono's middleware would make it twice.

import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import type { Method } from "../router.ts";

const ALLOW_ORIGIN = "Access-Control-Allow-Origin";

/** `origins` may read the answers to these methods. `*` allows any origin. */
export function crossOrigin(origins: readonly string[], methods: readonly Method[] = ["GET"]): MiddlewareHandler {
  const any = origins.includes("*");
  const preflight = cors({ origin: any ? "*" : [...origins], allowMethods: [...methods] });
  return async (c, next) => {
    if (c.req.method === "OPTIONS") return preflight(c, next);
    await next();
    const { headers } = c.res;
    if (any) return headers.set(ALLOW_ORIGIN, "*");
    headers.append("Vary", "Origin");
    const origin = c.req.header("Origin");
    if (origin !== undefined && origins.includes(origin)) headers.set(ALLOW_ORIGIN, origin);
  };
}
