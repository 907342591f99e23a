// Every path answers an unknown method with 405 and Allow, and OPTIONS with the same list.

import type { Context, MiddlewareHandler } from "hono";
import type { Router } from "hono/router";
import type { RouterRoute } from "hono/types";
import type { HttpEnv } from "../context.ts";
import type { Hono } from "../hono.ts";
import { METHODS, type Method } from "../method.ts";
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

/** The answer for a path whose routes have only other methods; undefined if it has none. */
export function lackedMethod(c: Context, router: Router<[unknown, RouterRoute]>): Response | undefined {
  const { path, method } = c.req;
  // A route that takes all paths below its own says nothing of a single one.
  const isAt = (wanted: Method, route: RouterRoute) => route.method === wanted && !route.path.endsWith("*");
  const has = METHODS.filter((wanted) => router.match(wanted, path)[0].some(([[, route]]) => isAt(wanted, route)));
  // A route may say itself that there is nothing at its path.
  const isFound = has.some((one) => one === (method === "HEAD" ? "GET" : method));
  return has.length === 0 || isFound ? undefined : methodNotAllowed(c, has);
}

/**
 * Call it after the routes of a path that others match, too: /token/init would else have the
 * methods of /token/:serial as well.
 */
export const onlyMethods = (app: Hono<HttpEnv>, path: string, allowed: readonly Method[]): void => {
  app.all(path, (c) => methodNotAllowed(c, allowed));
};
