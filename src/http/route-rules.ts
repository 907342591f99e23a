// What a request goes by: all of a route's definition but its texts and its answers, which are only
// in the documents about the API (scripts/pages/api.ts).

import RULES from "../../dist/route-rules.json";
import { BODIES } from "./all-bodies.ts";
import type { Definition } from "./openapi/definition.ts";

export type RouteRules = Pick<Definition, "right" | "takes" | "limit" | "decides" | "body">;

const ALL = RULES as unknown as Readonly<Record<string, RouteRules>>;

/** The paths that have a definition, by whatever method. */
export const DEFINED_PATHS: ReadonlySet<string> = new Set(Object.keys(ALL).map((route) => route.replace(/^\w+ /, "")));

/** `route`: such as `GET /audit/:file{.+\\.csv}`, as Hono writes it. */
export function routeRules(route: string): RouteRules | undefined {
  const name = withoutPattern(route);
  const [rules, body] = [Object.hasOwn(ALL, name) ? ALL[name] : undefined, BODIES[name]];
  return rules && body ? { ...rules, body } : rules;
}

export const withoutPattern = (path: string): string => path.replace(/\{.*\}/, "");
