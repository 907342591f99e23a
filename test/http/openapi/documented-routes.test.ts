// docs/api.md names every route of the app and no other, and links to an example call of each.
// test/serve/documents/api-examples.test.ts compares the examples' replies with the service.
import { expect, it } from "vitest";
import api from "../../../docs/api.md?raw";
import examples from "../../../docs/api-examples.md?raw";
import { type AttackedRoute, isPage, serviceRoutes } from "../../fuzz/routes.ts";

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const written = ({ method, path }: AttackedRoute): string => `${method} ${path}`;
/** With `<>` for variable parts, `:serial` and `<any name>` alike. */
const plain = (path: string): string =>
  path
    .replace(/:[^/]+|<[^>]+>/g, "<>")
    .replace("<>.csv", "<>")
    .replace(/\?.*/, "");

/**
 * The routes in a heading: `` `GET` or `POST /a`, `/c` ``. A path without a method has the method
 * of the previous path.
 */
function routesIn(heading: string): AttackedRoute[] {
  const found: AttackedRoute[] = [];
  let methods: string[] = [];
  let fresh = true;
  for (const [, span = ""] of heading.matchAll(/`([^`]+)`/g)) {
    const [, method, path] = /^(?:(GET|POST|PUT|PATCH|DELETE)(?: |$))?(\/.*)?$/.exec(span) ?? [];
    if (method !== undefined) methods = fresh ? [method] : [...methods, method];
    fresh = path !== undefined;
    if (path !== undefined) found.push(...methods.map((each) => ({ method: each, path: plain(path) })));
  }
  return found;
}

/** Each heading of routes, and the text below it up to the next heading. */
const parts = [...api.matchAll(/^#### (`(?:GET|POST|PUT|PATCH|DELETE)\b.*)\n([\s\S]*?)(?=\n#|\n<!-- end)/gm)].map(
  ([, heading = "", text = ""]) => ({ heading, text, routes: routesIn(heading) }),
);
const documented = new Set(parts.flatMap((part) => part.routes.map(written)));

const isMethodOf = (method: string) => (route: AttackedRoute) => route.method === method;
const app: readonly AttackedRoute[] = serviceRoutes
  .filter(({ path }) => !isPage(path))
  // The handlers of all other methods only list the allowed ones (src/http/answer/methods.ts).
  .flatMap((route) =>
    route.path === "/ttype/:ttype" ? ["GET", "POST"].map((method) => ({ method, path: "/ttype/tiqr" })) : [route],
  )
  .filter(({ method }) => METHODS.includes(method))
  .map(({ method, path }) => ({ method, path: plain(path) }));

/**
 * A route also takes some parameters at the end of its path; the document says so with its
 * parameters.
 */
const withoutTheLast = (all: readonly AttackedRoute[]): AttackedRoute[] =>
  all.filter(({ method, path }) => {
    const base = path.replace(/\/<>$/, "");
    return base === path || !all.filter(isMethodOf(method)).some((other) => other.path.replace(/\/$/, "") === base);
  });

/** The requests in a block of `sh`, by curl or as a WebSocket. */
const called: readonly AttackedRoute[] = [api, examples].flatMap((text) =>
  [...text.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, commands = ""]) => {
    const [, path = ""] = /\$(?:S|\{S\/http\/ws\})(\/[^\s"?]*)/.exec(commands) ?? [];
    const [, method = / -d | --data/.test(commands) ? "POST" : "GET"] = / -X (\w+)/.exec(commands) ?? [];
    return { method, path };
  }),
);
const isExampleOf =
  ({ method, path }: AttackedRoute) =>
  (call: AttackedRoute): boolean =>
    call.method === method && new RegExp(`^${path.replaceAll(".", "\\.").replaceAll("<>", "[^/]+")}$`).test(call.path);

it("reads routes, headings and calls", () => {
  expect(routesIn("`GET` or `POST /a`, `/c`, `DELETE /d/<e f>`").map(written)).toEqual([
    "GET /a",
    "POST /a",
    "GET /c",
    "POST /c",
    "DELETE /d/<>",
  ]);
  expect(called.filter(({ path }) => path === "")).toEqual([]);
  expect(Math.min(parts.length, app.length, called.length)).toBeGreaterThan(40);
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

it.each(parts)("shows a reply of $heading, and links to it", ({ text, routes: ofPart }) => {
  const paths = new Set(ofPart.map(({ path }) => path));
  const without = [...paths].filter(
    (path) => !ofPart.filter((route) => route.path === path).some((route) => called.some(isExampleOf(route))),
  );
  expect(without).toEqual([]);
  expect(text).toMatch(/^\[[^\]]+\]\((?:api-examples\.md)?#/m);
});
