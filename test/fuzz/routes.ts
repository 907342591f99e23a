// Every route of the app, taken from its router, so that a new one is attacked without being listed
// here.

import { env } from "cloudflare:workers";
import { isOfAccounts } from "../../src/http/openapi/definition.ts";
import { definedPaths, routeRules } from "../../src/http/route-rules.ts";
import { type KeepingRouter, METHODS } from "../../src/http/router.ts";
import { buildApp } from "../../src/index.ts";

export interface AttackedRoute {
  readonly method: string;
  /** As Hono writes it, with `:name` for the variable parts. */
  readonly path: string;
}

/** Mostly redirects, which packages/console/test/deep/attacks.test.ts attacks. */
const CONSOLE = /^\/console(\/|$)/;

/** What is off until it is set is attacked, too. */
export const ALL_ON: Partial<Env> = { CIBA: "on", DEVICE_GRANT: "on", SCIM: "on" };

const app = await buildApp({ ...env, ...ALL_ON });
// Pages are made when somebody asks for one.
for (const part of [...(app.router as KeepingRouter).waiting.keys()]) app.router.match("GET", `/${part}`);

const written = app.routes
  .filter(({ path }) => !path.includes("*")) // middleware
  .map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, "")}`);

/** Each once, even if it has several handlers. */
const all: readonly AttackedRoute[] = [...new Set(written)].map((text) => {
  const [method = "", path = ""] = text.split(" ");
  return { method, path };
});

export const serviceRoutes: readonly AttackedRoute[] = all.filter(({ path }) => !CONSOLE.test(path));

export const routesOfConsole: readonly AttackedRoute[] = all.filter(({ path }) => path.startsWith("/console"));

/** And some paths that do not exist. */
export const anywhere: readonly AttackedRoute[] = ["/:x", "/token/:x/:y/:z", "/validate/:x", "/ttype/tiqr/:x"].map(
  (path) => ({
    method: "ALL",
    path,
  }),
);

/** The paths of pages and of what belongs to them have no definition. */
const PAGES = serviceRoutes
  .filter(({ path }) => !definedPaths().has(path))
  .map(({ path }) => new RegExp(`^${path.replace(/:\w+/g, "[^/]+").replaceAll(".", "\\.")}$`));

/** Whether a path, or a route's pattern, is for browsers, or is a file of a form of its own. */
export const isPage = (path: string): boolean =>
  path.startsWith("/.well-known/") || PAGES.some((page) => page.test(path));

/** Open to everyone. test/http/openapi/openapi.test.ts tells of a right that was forgotten. */
export const isPublicPath = (path: string): boolean =>
  isPage(path) ||
  METHODS.some((method) => {
    const definition = routeRules(`${method} ${path}`);
    return definition !== undefined && !isOfAccounts(definition);
  });

export const publicRoutes: readonly AttackedRoute[] = serviceRoutes.filter(({ path }) => isPublicPath(path));
