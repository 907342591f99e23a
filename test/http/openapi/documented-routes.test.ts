// docs/api.md names every route of the app and no other, and its rows link to an example call of each.
// test/serve/documents/api-examples.test.ts compares the examples' replies with the service.
import { expect, it } from "vitest";
import api from "../../../docs/api.md?raw";
import examples from "../../../docs/api-examples.md?raw";
import { isPage, type Route, routes } from "../../fuzz/routes.ts";

const METHODS = ["GET", "POST", "PATCH", "DELETE"];
const written = ({ method, path }: Route): string => `${method} ${path}`;
/** With `<>` for variable parts, `:serial` and `<any name>` alike. */
const plain = (path: string): string =>
  path
    .replace(/:[^/]+|<[^>]+>/g, "<>")
    .replace("<>.csv", "<>")
    .replace(/\?.*/, "");

/**
 * The routes in the first cell of a row: ``[`GET` or `POST /a`](#b), `/c` ``. A path without a method has the method of the
 * previous path.
 */
function routesIn(cell: string): Route[] {
  const found: Route[] = [];
  let methods: string[] = [];
  let fresh = true;
  for (const [, span = ""] of cell.matchAll(/`([^`]+)`/g)) {
    const [, method, path] = /^(?:(GET|POST|PATCH|DELETE)(?: |$))?(\/.*)?$/.exec(span) ?? [];
    if (method !== undefined) methods = fresh ? [method] : [...methods, method];
    fresh = path !== undefined;
    if (path !== undefined) found.push(...methods.map((each) => ({ method: each, path: plain(path) })));
  }
  return found;
}

const rows = [...api.matchAll(/^\| (\[.*?|`(?:GET|POST|PATCH|DELETE)\b.*?) +\|/gm)]
  .map(([, cell = ""]) => ({ cell, routes: routesIn(cell) }))
  .filter((row) => row.routes.length > 0);
const documented = new Set(rows.flatMap((row) => row.routes.map(written)));

const isMethodOf = (method: string) => (route: Route) => route.method === method;
const app: readonly Route[] = routes
  .filter(({ path }) => !isPage(path))
  // The handlers of all other methods only list the allowed ones (src/http/answer/methods.ts).
  .flatMap((route) =>
    route.path === "/ttype/:ttype" ? ["GET", "POST"].map((method) => ({ method, path: "/ttype/tiqr" })) : [route],
  )
  .filter(({ method }) => METHODS.includes(method))
  .map(({ method, path }) => ({ method, path: plain(path) }));

/** A route also takes some parameters at the end of its path; the document says so beside its tables. */
const withoutTheLast = (all: readonly Route[]): Route[] =>
  all.filter(({ method, path }) => {
    const base = path.replace(/\/<>$/, "");
    return base === path || !all.filter(isMethodOf(method)).some((other) => other.path.replace(/\/$/, "") === base);
  });

/** The requests in a block of `sh`, by curl or as a WebSocket. */
const called: readonly Route[] = [api, examples].flatMap((text) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands = ""]) => {
    const [, path = ""] = /\$(?:S|\{S\/http\/ws\})(\/[^\s"?]*)/.exec(commands) ?? [];
    const [, method = / -d | --data/.test(commands) ? "POST" : "GET"] = / -X (\w+)/.exec(commands) ?? [];
    return { method, path };
  }),
);
const isExampleOf =
  ({ method, path }: Route) =>
  (call: Route): boolean =>
    call.method === method && new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("<>", "[^/]+")}$`).test(call.path);

it("reads routes, rows and calls", () => {
  expect(routesIn("[`GET` or `POST /a`](#b), `/c`, `DELETE /d/<e f>`").map(written)).toEqual([
    "GET /a",
    "POST /a",
    "GET /c",
    "POST /c",
    "DELETE /d/<>",
  ]);
  expect(called.filter(({ path }) => path === "")).toEqual([]);
  expect(Math.min(rows.length, app.length, called.length)).toBeGreaterThan(40);
});

it("names each route that the app has", () => {
  expect(
    withoutTheLast(app)
      .map(written)
      .filter((route) => !documented.has(route)),
  ).toEqual([]);
});

it("names no route that the app has not", () => {
  const there = new Set(app.map(written));
  expect([...documented].filter((route) => !there.has(route))).toEqual([]);
});

it.each(rows)("shows a reply of $cell, and links to it", ({ cell, routes: inRow }) => {
  const paths = new Set(inRow.map(({ path }) => path));
  const without = [...paths].filter(
    (path) => !inRow.filter((route) => route.path === path).some((route) => called.some(isExampleOf(route))),
  );
  expect(without).toEqual([]);
  expect(cell).toMatch(/\]\(/);
});
