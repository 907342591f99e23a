// Which step a request is: its method and its route's pattern. Both are our own words, whatever a
// client sends, so logs hold no paths, and nobody can invent labels of a metric.

import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { RouterRoute } from "hono/types";
import type { Settings } from "../../settings.ts";
import { type HttpEnv, writtenAs } from "../context.ts";
import { isPhonePath } from "../phones/routes.ts";

/** Families that only privacyIDEA has (api/before_after.py). Other parts of a path may be names. */
const THEIRS = new Set(
  (
    "application caconnector client clienttype container event healthcheck info machine machineresolver monitoring " +
    "periodictask policy policytemplates privacyideaserver radiusserver realm recover register resolver serviceid " +
    "smsgateway smtpserver static subscriptions tokengroup"
  ).split(" "),
);
export const isOfPrivacyidea = (family: string): boolean => THEIRS.has(family);

/** The pattern of the route that answered, or would have without an earlier refusal; else `*`. */
export function routeOf(c: Context<HttpEnv>, settings: Settings): string {
  const path = patternOf(c);
  return path === undefined ? routeOfOthers(c, settings) : writtenAs(path);
}

/** As Hono writes it; undefined where no route is. */
export const patternOf = (c: Context<HttpEnv>): string | undefined => c.get("lacked") ?? routeIn(c)?.path;

const steps = new WeakMap<RouterRoute, string>();

/** The method is `*` if the route takes any or does not take this one, or if there is no route. */
export function stepOf(c: Context<HttpEnv>, settings: Settings): string {
  const route = c.get("lacked") === undefined ? routeIn(c) : undefined;
  if (!route) return `* ${routeOf(c, settings)}`;
  const known = steps.get(route);
  if (known !== undefined) return known;
  const step = `${route.method === "ALL" ? "*" : route.method} ${writtenAs(route.path)}`;
  steps.set(route, step);
  return step;
}

function routeIn(c: Context<HttpEnv>): RouterRoute | undefined {
  const routes = matchedRoutes(c);
  const ran = routes[c.req.routeIndex];
  // Middleware has a path that ends in `*`.
  return ran?.path.endsWith("*") === false ? ran : routes.find(({ path }) => !path.endsWith("*"));
}

function routeOfOthers(c: Context<HttpEnv>, settings: Settings): string {
  if (isPhonePath(c.req.path, settings)) return "/ttype/<ttype>";
  const [, family = ""] = c.req.path.split("/");
  return isOfPrivacyidea(family) ? `/${family}/*` : "*";
}
