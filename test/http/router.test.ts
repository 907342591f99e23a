// How the handlers of a request are found.

import { env } from "cloudflare:workers";
import { TrieRouter } from "hono/router/trie-router";
import type { RouterRoute } from "hono/types";
import { afterEach, expect, it, vi } from "vitest";
import { type AppRoute, KeepingRouter } from "../../src/http/router.ts";
import { buildApp } from "../../src/index.ts";

const TIQR = "/ttype/tiqr";
const search = vi.spyOn(TrieRouter.prototype, "match");
afterEach(() => {
  search.mockClear();
});

it("the app searches its routes once for the paths that are asked for all the time", async () => {
  const { router } = await buildApp(env as Env);
  expect(router).toBeInstanceOf(KeepingRouter);
  for (const path of ["/validate/check", "/validate/polltransaction", TIQR]) {
    for (const method of ["GET", "POST", "POST", "GET"]) router.match(method, path);
    expect(search).toHaveBeenCalledTimes(2);
    search.mockClear();
  }
});

/** The first parts of the paths that wait. */
const LATER = [...((await buildApp(env as Env)).router as KeepingRouter).waiting.keys()];

it.each(LATER)("the routes of /%s wait until somebody asks for one, and are all that waits there", async (part) => {
  const { routes, router } = await buildApp(env as Env);
  const { length } = routes;
  router.match("GET", "/validate/check");
  expect(routes).toHaveLength(length);
  router.match("GET", `/${part}/anything`);
  expect(routes.length).toBeGreaterThan(length);
  const added = routes.slice(length).map(({ path }) => path.split("/")[1]);
  expect(new Set(added)).toEqual(new Set([part]));
  expect(routes.slice(0, length).filter(({ path }) => path !== "/login/" && path.split("/")[1] === part)).toEqual([]);
  router.match("GET", `/${part}`);
  expect(routes).toHaveLength(length + added.length);
});

it.each([
  ["HEAD", "/docs", 200],
  ["GET", "/login/", 308],
  ["GET", "/me/nosuch", 404],
  ["DELETE", "/login", 405],
])(
  "the first request for a page of a new isolate, %s %s, is answered as any other: %i",
  async (method, path, status) => {
    const app = await buildApp(env as Env);
    const context = { waitUntil: () => {} } as unknown as ExecutionContext;
    for (let time = 0; time < 2; time++)
      expect((await app.request(path, { method }, env, context)).status).toBe(status);
  },
);

it("finds for each path what a search finds, with its parameters, but no pattern for a fixed path", async () => {
  const { routes, router } = await buildApp(env as Env);
  for (const part of LATER) router.match("GET", `/${part}`);
  const tree = new TrieRouter<RouterRoute>();
  for (const route of routes) tree.add(route.method, route.path, route);
  const fixed = new Set(routes.map(({ path }) => path).filter((path) => !/[:*{]/.test(path)));
  const paths = new Set(routes.map(({ path }) => path.replace(/:[^/]+/g, "x").replaceAll("*", "y")));
  let left = 0;
  for (const path of [...paths, TIQR, "/nosuch", "/token/init/more"])
    for (const method of ["GET", "POST", "DELETE", "PUT", "GET"]) {
      const [matched] = router.match(method, path) as [[AppRoute, Record<string, string>][]];
      const [all] = tree.match(method, path) as [[RouterRoute, Record<string, string>][]];
      const expected = all.filter(([route]) => !fixed.has(path) || route.path === path || route.path.endsWith("*"));
      left += all.length - expected.length;
      const found = matched.map(([[handler], parameters]) => [handler, { ...parameters }]);
      expect([method, path, found]).toEqual([
        method,
        path,
        expected.map(([{ handler }, parameters]) => [handler, { ...parameters }]),
      ]);
    }
  expect(left).toBeGreaterThan(0);
});

const routeTo = (path: string): AppRoute => {
  const handler = () => new Response();
  return [handler, { path, method: "GET", basePath: "/", handler }];
};

it("remembers no path that the app does not name, and no method that clients make up", () => {
  const router = new KeepingRouter([TIQR]);
  router.add("GET", "/known", routeTo("/known"));
  router.add("ALL", "/ttype/:ttype", routeTo("/ttype/:ttype"));
  for (const [method, path] of [
    ["GET", "/unknown"],
    ["GET", "/ttype/other"],
    ["MADE-UP", "/known"],
  ] as const) {
    search.mockClear();
    router.match(method, path);
    router.match(method, path);
    expect(search).toHaveBeenCalledTimes(2);
  }
});

it("forgets what it found when a route is added", () => {
  const router = new KeepingRouter([]);
  router.add("GET", "/known", routeTo("/known"));
  expect(router.match("GET", "/known")[0]).toHaveLength(1);
  router.add("GET", "/known", routeTo("/known"));
  expect(router.match("GET", "/known")[0]).toHaveLength(2);
});

it("takes no fixed path for a parameter, in whatever order the routes are added", () => {
  const router = new KeepingRouter([]);
  router.add("DELETE", "/token/:serial", routeTo("/token/:serial"));
  router.add("ALL", "/token/*", routeTo("/token/*"));
  router.add("POST", "/token/init", routeTo("/token/init"));
  const pathsAt = (path: string) => router.match("DELETE", path)[0].map(([[, route]]) => route.path);
  expect(pathsAt("/token/init")).toEqual(["/token/*"]);
  expect(pathsAt("/token/other")).toEqual(["/token/:serial", "/token/*"]);
});

it("no two patterns of a method match the same path, where the order of files would decide", async () => {
  const { routes, router } = await buildApp(env as Env);
  for (const part of LATER) router.match("GET", `/${part}`);
  const methodsOf = Map.groupBy(routes, ({ path }) => path);
  const patterns = [...methodsOf.keys()].filter((path) => /:/.test(path));
  const shareMethod = (one: string, other: string) =>
    methodsOf
      .get(one)
      ?.some(({ method }) =>
        methodsOf.get(other)?.some((route) => route.method === method || [route.method, method].includes("ALL")),
      );
  const meets = (one: string, other: string) => {
    const [parts, others] = [one.split("/"), other.split("/")];
    // A parameter with a pattern of its own says itself what it matches.
    const isFree = (part = "") => part.startsWith(":") && !part.includes("{");
    return (
      parts.length === others.length &&
      parts.every((part, at) => part === others[at] || isFree(part) || isFree(others[at]))
    );
  };
  const pairs = patterns.flatMap((one, at) => patterns.slice(at + 1).map((other) => [one, other] as const));
  expect(pairs.length).toBeGreaterThan(100);
  expect(pairs.filter(([one, other]) => meets(one, other) && shareMethod(one, other))).toEqual([]);
});
