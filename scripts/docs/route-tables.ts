// The tables of routes in docs/api.md, made from the definitions: each route with its parameters, what it does and answers, and its
// right. A route links to its examples in docs/api-examples.md, which are found by their headings.
import { RIGHTS } from "../../src/core/caller.ts";
import { DEFINITIONS } from "../../src/http/all-definitions.ts";
import type { Definition } from "../../src/http/openapi/definition.ts";
import type { Fields } from "../../src/http/openapi/schema.ts";
import type { Row } from "./markdown.ts";

/** The routes of each table, by the beginnings of their paths. A route is in the table that has the longest of them. */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  signingIn: ["/auth"],
  loggingIn: ["/validate/"],
  openId: ["/oidc/"],
  forwardAuth: ["/authz/"],
  enrolling: ["/token/init", "/ttype/"],
  links: ["/token/enrollmentlink"],
  enrolments: ["/validate/pollenrollment", "/validate/events/enrollment"],
  tokens: ["/token/"],
  trail: ["/audit/", "/metrics"],
  accounts: ["/accounts"],
  endpoints: ["/events/"],
  jobs: ["/jobs"],
  people: ["/user/", "/realm/", "/defaultrealm", "/system/"],
  applications: ["/oidc/clients"],
  open: ["/health", "/openapi.json", "/logo.png"],
};
export const ROUTE_TABLES = Object.keys(BEGINNINGS);

interface Route {
  readonly method: string;
  /** As Hono writes it: `/token/:serial`. */
  readonly path: string;
  readonly definition: Definition;
}
const ROUTES: readonly Route[] = Object.entries(DEFINITIONS).map(([route, definition]) => {
  const [method = "", path = ""] = route.split(" ");
  return { method, path, definition };
});

/** Undefined for what no table has, because other specifications say it all. */
export function tableOf(path: string): string | undefined {
  const fitting = Object.entries(BEGINNINGS).flatMap(([name, beginnings]) =>
    beginnings.filter((beginning) => path.startsWith(beginning)).map(({ length }) => ({ name, length })),
  );
  return fitting.sort((a, b) => b.length - a.length)[0]?.name;
}

/** `examples`: docs/api-examples.md. */
export function routeTable(name: string, examples: string): readonly Row[] {
  const all = examplesIn(examples);
  // Routes of which the same is said share a row.
  const rows = Map.groupBy(
    ROUTES.filter(({ path }) => tableOf(path) === name),
    ({ definition: { does, tells, right } }) => JSON.stringify([does, tells, right]),
  );
  const head = ["Route", "Parameters", "What it does, and its answer", "Right"];
  return [head, ...[...rows.values()].map((routes) => rowOf(routes, all))];
}

function rowOf(routes: readonly Route[], examples: readonly Example[]): Row {
  const { does, tells, right } = (routes[0] as Route).definition;
  const paths = [...new Set(routes.map(({ path }) => path))];
  // A serial may be the end of the path as well: such a path is told with the parameters.
  const isLonger = (path: string) => paths.some((other) => other !== path && bare(other) === bare(path));
  const longer = paths.filter((path) => /:\w+$/.test(path) && isLonger(path));
  const short = paths.filter((path) => !longer.includes(path));
  const names = new Set(routes.flatMap(({ definition }) => namesOf(definition)));
  return [
    short.map((path) => linked(path, routes, examples)).join(", "),
    [...names].map((name, at) => code(name) + orInPath(name, at, longer)).join(", "),
    (tells === undefined ? does : `${does}. ${tells.replace(/\.$/, "")}`).replace(NAMED, "[$1]($1$2)"),
    right === undefined ? "none" : isRight(right) ? code(right) : right,
  ];
}

/** A document that a definition names. */
const NAMED = /docs\/([\w-]+\.md)(#[\w-]+)?/g;

const bare = (path: string): string => path.replace(/\/?(:\w+)?$/, "");
const shown = (path: string): string => path.replace(":ttype", "tiqr").replace(/:(\w+)/g, "<$1>");
const lastOf = (path: string): string => shown(path.slice(path.lastIndexOf("/")));
const isRight = (right: string): boolean => (RIGHTS as readonly string[]).includes(right);
const code = (text: string): string => `\`${text}\``;

/** The end of the path has the parameter of its name, or the first one if it is called `id`. */
function orInPath(name: string, at: number, longer: readonly string[]): string {
  const path = longer.find((path) => path.endsWith(`:${name}`) || (at === 0 && path.endsWith(":id")));
  return path === undefined ? "" : ` (or ${code(lastOf(path))} in the path)`;
}

/** What a request may say, without what is in the path, and what is only there so that an answer may be sent back. */
const namesOf = ({ takes = [], body, form }: Definition): readonly string[] => [
  ...takes,
  ...Object.entries(((body ?? form)?.properties ?? {}) as Fields)
    .filter(([, { readOnly }]) => !readOnly)
    .map(([name]) => name),
];

interface Example extends Omit<Route, "definition"> {
  /** What the heading says behind the route, such as `with digits`. */
  readonly more: string;
  readonly anchor: string;
}

/** The walk at the beginning of docs/api.md calls these. */
const WALK = ["POST /auth", "POST /validate/check", "GET /validate/polltransaction", "POST /token/init"];

/** A heading is of the route whose path fits it most exactly: `### GET /audit/stream` is not of `/audit/:file`. */
function examplesIn(examples: string): Example[] {
  return [...examples.matchAll(/^### (GET|POST|PATCH|DELETE) (\S+)(?: (.*))?$/gm)].map(
    ([heading, method, path, more = ""]) => {
      const fitting = ROUTES.filter(
        (route) => route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, "[^/]+")}$`).test(path ?? ""),
      ).sort((a, b) => a.path.split(":").length - b.path.split(":").length)[0];
      if (!fitting) throw new Error(`docs/api-examples.md has an example of no route: ${heading}`);
      const anchor = heading
        .slice(4)
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-");
      return { method: fitting.method, path: fitting.path, more, anchor: `api-examples.md#${anchor}` };
    },
  );
}

/** ``[`GET` or `POST /a`](…), [with digits](…)`` */
function linked(path: string, routes: readonly Route[], examples: readonly Example[]): string {
  const methods = routes.filter((route) => route.path === path).map(({ method }) => method);
  const label = methods
    .map((method, at) => code(at === methods.length - 1 ? `${method} ${shown(path)}` : method))
    .join(" or ");
  const own = examples.filter((example) => example.path === path && methods.includes(example.method));
  const inWalk = methods.some((method) => WALK.includes(`${method} ${path}`));
  const to = inWalk ? "#one-login-from-end-to-end" : own.find(({ more }) => more === "")?.anchor;
  const others = own.filter(({ more }) => more !== "").map(({ more, anchor }) => `[${more}](${anchor})`);
  return [to === undefined ? label : `[${label}](${to})`, ...others].join(", ");
}
