// Every path answers an unknown method with 405 and Allow, and OPTIONS with the same list.

import type { Context, MiddlewareHandler } from "hono";
import type { HttpEnv } from "../context.ts";
import type { Hono } from "../hono.ts";
import type { Method } from "../method.ts";
import { refused } from "./reason-to-wire.ts";

export function methodNotAllowed(c: Context, allowed: readonly Method[]): Response {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return c.req.method === "OPTIONS"
    ? c.body(null, 200, { Allow: allow })
    : refused(c, { code: "unknown-method", allowed: allow });
}

/** Hono runs a HEAD as a GET, and some GETs decide something, so their HEAD is answered here. */
export const headDecidesNothing: MiddlewareHandler<HttpEnv> = async (c, next) =>
  c.req.method === "HEAD" ? c.body(null, 200, { "Content-Type": "application/json" }) : next();

/** Call it after the routes of the path. */
export const onlyMethods = (app: Hono<HttpEnv>, path: string, allowed: readonly Method[]): void => {
  app.all(path, (c) => methodNotAllowed(c, allowed));
};
