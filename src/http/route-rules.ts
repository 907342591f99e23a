// What a request goes by: all of a route's definition but its texts and its answers, which are only
// in the documents about the API (scripts/pages/api.ts). The first request makes them, so no start
// does.

import { rules } from "../../dist/route-rules.ts";
import { BODIES } from "./all-bodies.ts";
import type { Definition } from "./openapi/definition.ts";

export type RouteRules = Pick<Definition, "right" | "takes" | "limit" | "decides" | "body">;

let made: { readonly all: Readonly<Record<string, RouteRules>>; readonly paths: ReadonlySet<string> } | undefined;

function makeOnce() {
  if (made) return made;
  const all = rules();
  made = { all, paths: new Set(Object.keys(all).map((route) => route.replace(/^\w+ /, ""))) };
  return made;
}

/** The paths that have a definition, by whatever method. */
export const definedPaths = (): ReadonlySet<string> => makeOnce().paths;

/** `route`: such as `GET /audit/:file{.+\\.csv}`, as Hono writes it. */
export function routeRules(route: string): RouteRules | undefined {
  const name = withoutPattern(route);
  const { all } = makeOnce();
  const [own, body] = [Object.hasOwn(all, name) ? all[name] : undefined, BODIES[name]];
  return own && body ? { ...own, body } : own;
}

export const withoutPattern = (path: string): string => path.replace(/\{.*\}/, "");
