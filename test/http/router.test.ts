// How the handlers of a request are found.

import { env } from "cloudflare:workers";
import { TrieRouter } from "hono/router/trie-router";
import { afterEach, expect, it, vi } from "vitest";
import { KeepingRouter } from "../../src/http/router.ts";
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
const LATER = [...((await buildApp(env as Env)).router as KeepingRouter<unknown>).waiting.keys()];

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

it("finds for each path what a search finds, with its parameters", async () => {
  const { routes, router } = await buildApp(env as Env);
  for (const part of LATER) router.match("GET", `/${part}`);
  const tree = new TrieRouter<unknown>();
  for (const { method, path, handler } of routes) tree.add(method, path, handler);
  const paths = new Set(routes.map(({ path }) => path.replace(/:[^/]+/g, "x").replaceAll("*", "y")));
  const found = (matched: readonly (readonly [unknown, unknown])[]) =>
    matched.map(([handler, parameters]) => [
      Array.isArray(handler) ? handler[0] : handler,
      { ...(parameters as object) },
    ]);
  for (const path of [...paths, TIQR, "/nosuch", "/token/init/more"])
    for (const method of ["GET", "POST", "DELETE", "PUT", "GET"]) {
      const [matched] = router.match(method, path);
      const [expected] = tree.match(method, path);
      expect([method, path, found(matched as never)]).toEqual([method, path, found(expected as never)]);
    }
});

it("remembers no path that the app does not name, and no method that clients make up", () => {
  const router = new KeepingRouter<string>([TIQR]);
  router.add("GET", "/known", "handler");
  router.add("ALL", "/ttype/:ttype", "phone");
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
  const router = new KeepingRouter<string>([]);
  router.add("GET", "/known", "first");
  expect(router.match("GET", "/known")[0]).toHaveLength(1);
  router.add("GET", "/known", "second");
  expect(router.match("GET", "/known")[0]).toHaveLength(2);
});
