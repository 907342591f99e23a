// Every path answers an unknown method with 405 and Allow, and OPTIONS with the same list.

import type { Context, MiddlewareHandler } from "hono";
import type { HttpEnv } from "../context.ts";
import type { KeepingRouter, Method } from "../router.ts";
import { refused } from "./refused.ts";

export function methodNotAllowed(c: Context, allowed: readonly Method[]): Response {
  const allow = [...allowed, ...(allowed.includes("GET") ? ["HEAD"] : []), "OPTIONS"].join(", ");
  return c.req.method === "OPTIONS"
    ? c.body(null, 200, { Allow: allow })
    : refused(c, { code: "unknown-method", allowed: allow });
}

/** A HEAD at a route whose GET decides something, which Hono would run. */
export const answerHead = (c: Context): Response => c.body(null, 200, { "Content-Type": "application/json" });

export const headDecidesNothing: MiddlewareHandler<HttpEnv> = async (c, next) =>
  c.req.method === "HEAD" ? answerHead(c) : next();

/** The answer for a path whose routes have only other methods; undefined if it has none. */
export function lackedMethod(c: Context<HttpEnv>, router: KeepingRouter): Response | undefined {
  const { path, method } = c.req;
  const routes = router.routesAt(path);
  const [first] = routes;
  const has = [...new Set(routes.map(([one]) => one))];
  // A route may say itself that there is nothing at its path.
  const isFound = has.some((one) => one === (method === "HEAD" ? "GET" : method));
  if (!first || isFound) return undefined;
  c.set("lacked", first[1].path);
  return methodNotAllowed(c, has);
}
