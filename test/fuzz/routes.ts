// Every route of the app, taken from its router, so that a new one is attacked without being listed
// here.

import { env } from "cloudflare:workers";
import type { KeepingRouter } from "../../src/http/router.ts";
import { buildApp } from "../../src/index.ts";

export interface Route {
  readonly method: string;
  /** As Hono writes it, with `:name` for the variable parts. */
  readonly path: string;
}

/**
 * Open to everyone. A route that is not listed here needs an administrator: a new route is private
 * until it is listed.
 */
const PUBLIC: readonly string[] = [
  "/auth",
  "/ttype/:ttype",
  "/validate/check",
  "/validate/samlcheck",
  "/validate/radiuscheck",
  "/validate/initialize",
  "/validate/polltransaction",
  "/validate/polltransaction/:id",
  "/validate/pollenrollment",
  "/validate/pollenrollment/:id",
  "/validate/events/:id",
  "/validate/events/enrollment/:id",
  "/healthz/",
  "/healthz/readyz",
  "/healthz/livez",
  "/health",
  "/logo.png",
  "/openapi.json",
  "/oidc/jwks",
  "/oidc/par",
  "/oidc/token",
  "/oidc/revoke",
  "/oidc/introspect",
  "/oidc/userinfo",
  "/authz/forward-auth",
  "/authz/auth-request",
  "/authz/ext-authz/:path",
];

/** Mostly redirects, which ./console-attacks.test.ts attacks. */
const CONSOLE = /^\/console(\/|$)/;

const app = await buildApp(env as Env);
// Pages are made when somebody asks for one.
for (const part of [...(app.router as KeepingRouter).waiting.keys()]) app.router.match("GET", `/${part}`);

const written = app.routes
  .filter(({ path }) => !path.includes("*")) // middleware
  .map(({ method, path }) => `${method} ${path.replace(/\{[^}]*\}/g, "")}`);

/** Each once, even if it has several handlers. */
const all: readonly Route[] = [...new Set(written)].map((text) => {
  const [method = "", path = ""] = text.split(" ");
  return { method, path };
});

export const routes: readonly Route[] = all.filter(({ path }) => !CONSOLE.test(path));

export const consoleRoutes: readonly Route[] = all.filter(({ path }) => path.startsWith("/console"));

/** And some paths that do not exist. */
export const anywhere: readonly Route[] = ["/:x", "/token/:x/:y/:z", "/validate/:x", "/ttype/tiqr/:x"].map((path) => ({
  method: "ALL",
  path,
}));

/**
 * The paths and routes for browsers: pages, their files, and the steps of the login page and the
 * enrolment page.
 */
export const isPage = (path: string): boolean =>
  /^\/($|docs$|language$|assets\/|tiqr(auth|enroll)\/?$|\.well-known\/|enrol\/|me(\/|$)|login\/?($|(begin|result|cancel|back|language)$)|oidc\/(authorize|account|logout)$|authz\/sign-in$)/.test(
    path,
  );

export const isPublic = (path: string): boolean => PUBLIC.includes(path) || isPage(path);

export const publicRoutes: readonly Route[] = routes.filter(({ path }) => isPublic(path));

export const publicRoutesThatAreNone: readonly string[] = PUBLIC.filter(
  (path) => !routes.some((route) => route.path === path),
);
