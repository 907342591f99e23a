// What every path says to a method it does not have: 405 with Allow, and to OPTIONS the same list.

import type { Context, Hono, MiddlewareHandler } from "hono";
import type { HttpEnv } from "./context.ts";
import { refused } from "./reason-to-wire.ts";

export type Method = "GET" | "POST" | "DELETE";

export function methodNotAllowed(c: Context, allowed: readonly Method[]): Response {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return c.req.method === "OPTIONS"
    ? c.body(null, 200, { Allow: allow })
    : refused(c, { code: "unknown-method", allowed: allow });
}

/** For GETs that decide something: a HEAD, which Hono would run as one, decides nothing. */
export const headDecidesNothing: MiddlewareHandler<HttpEnv> = async (c, next) =>
  c.req.method === "HEAD" ? c.body(null, 200, { "Content-Type": "application/json" }) : next();

/** To be called after the routes of the path. */
export const onlyMethods = (app: Hono<HttpEnv>, path: string, allowed: readonly Method[]): void => {
  app.all(path, (c) => methodNotAllowed(c, allowed));
};
