// Which step a request is: its method and the pattern of its route. Both are words of ours, whatever a client has sent, so logs hold no
// path, and nobody can make up labels of a metric.

import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { RouterRoute } from "hono/types";
import type { Settings } from "../../settings.ts";
import { type HttpEnv, writtenAs } from "../context.ts";
import { isPhonePath } from "../phones/routes.ts";

/** The families of privacyIDEA's API that are not here (privacyIDEA api/before_after.py). Any other part of a path may be a name. */
const THEIRS = new Set(
  (
    "application caconnector client clienttype container event healthcheck machine machineresolver monitoring periodictask policy " +
    "policytemplates privacyideaserver radiusserver realm recover register resolver serviceid smsgateway smtpserver static " +
    "subscriptions tokengroup"
  ).split(" "),
);

/** The pattern of the route that has answered, or that would have without a refusal before it; `*` for a path that we do not have. */
export function routeOf(c: Context<HttpEnv>, settings: Settings): string {
  const route = routeIn(c);
  return route ? writtenAs(route.path) : routeOfOthers(c, settings);
}

const steps = new WeakMap<RouterRoute, string>();

/** `*` stands for the method, too: of a route that takes any, of a method that the route does not take, and where there is no route. */
export function stepOf(c: Context<HttpEnv>, settings: Settings): string {
  const route = routeIn(c);
  if (!route) return `* ${routeOfOthers(c, settings)}`;
  const known = steps.get(route);
  if (known !== undefined) return known;
  const step = `${route.method === "ALL" ? "*" : route.method} ${writtenAs(route.path)}`;
  steps.set(route, step);
  return step;
}

function routeIn(c: Context<HttpEnv>): RouterRoute | undefined {
  const routes = matchedRoutes(c);
  const ran = routes[c.req.routeIndex];
  // What stands before the routes has the path `*`.
  return ran?.path.endsWith("*") === false ? ran : routes.find(({ path }) => !path.endsWith("*"));
}

function routeOfOthers(c: Context<HttpEnv>, settings: Settings): string {
  if (isPhonePath(c.req.path, settings)) return "/ttype/<ttype>";
  const [, family = ""] = c.req.path.split("/");
  return THEIRS.has(family) ? `/${family}/*` : "*";
}
