// The routes in docs/api.md, made from the definitions: what each does and answers, its parameters,
// and its right. A route links to its examples in docs/api-examples.md, which are found by their
// headings.
import { DEFINITIONS } from "../../src/http/all-definitions.ts";
import type { Definition } from "../../src/http/openapi/definition.ts";
import type { Fields } from "../../src/lib/schema.ts";
import { needText } from "../pages/api/words.ts";
import { code, wrapped } from "./markdown.ts";

/**
 * The routes of each part, by the beginnings of their paths. A route is in the part that has the
 * longest of them.
 */
const BEGINNINGS: Readonly<Record<string, readonly string[]>> = {
  signingIn: ["/auth"],
  loggingIn: ["/validate/"],
  openId: ["/oidc/", "/entra/"],
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
  directories: ["/scim/"],
  open: ["/health", "/openapi.json", "/logo.png"],
};
export const ROUTE_PARTS = Object.keys(BEGINNINGS);

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

/** Undefined for what no part has, because other specifications say it all. */
export function partOf(path: string): string | undefined {
  const fitting = Object.entries(BEGINNINGS).flatMap(([name, beginnings]) =>
    beginnings.filter((beginning) => path.startsWith(beginning)).map(({ length }) => ({ name, length })),
  );
  return fitting.sort((a, b) => b.length - a.length)[0]?.name;
}

/**
 * Parts and routes of which docs/api.md has only the first sentence, each with the place that says
 * the rest. The text above a part leads there, and a route has a link.
 */
export const TOLD_ELSEWHERE: Readonly<Record<string, string>> = {
  openId: "oidc.md#tokens",
  forwardAuth: "forward-auth.md#what-a-proxy-asks-and-the-answers",
  accounts: "accounts.md#while-the-service-runs-accounts",
  endpoints: "webhooks.md",
  jobs: "jobs.md",
  applications: "oidc.md#clients",
  directories: "scim.md#what-it-speaks",
  "GET /audit/": "#filters-and-statistics",
  "GET /audit/:file": "#csv",
  "GET /audit/statistics": "#filters-and-statistics",
  "GET /audit/stream": "#following-the-trail",
  "GET /user/": "#search-for-people",
  "GET /system/": "#settings",
  "GET /health": "#what-health-says",
};

/** The routes of one part, each under a heading. `examples`: docs/api-examples.md. */
export function routePart(name: string, examples: string): string {
  const all = examplesIn(examples);
  const ofPart = ROUTES.filter(({ path }) => partOf(path) === name);
  // Routes of which the same is said share a heading.
  const alike = Map.groupBy(ofPart, ({ definition: { does, tells, right } }) => JSON.stringify([does, tells, right]));
  const rights = new Set(ofPart.map(rightOf));
  // A right that all have is said once, above them.
  const [common = ""] = rights.size === 1 && alike.size > 1 ? rights : [];
  const inPart: Part = { examples: all, lists: new Map(), isTold: name in TOLD_ELSEWHERE, common };
  return [common && `Right: ${common}`, ...[...alike.values()].map((routes) => textOf(routes, inPart))]
    .filter((text) => text !== "")
    .join("\n\n");
}

interface Part {
  readonly examples: readonly Example[];
  /** The long lists of parameters so far, with the route that has each. */
  readonly lists: Map<string, string>;
  readonly isTold: boolean;
  readonly common: string;
}

const rightOf = ({ definition: { right } }: Route): string => (right === undefined ? "" : needText(right, code));

/** As long a list of parameters as this is said once in a part. */
const LONG_LIST = 5;

function textOf(routes: readonly Route[], { examples, lists, isTold, common }: Part): string {
  const [one] = routes as readonly [Route];
  const { does, tells } = one.definition;
  const paths = [...new Set(routes.map(({ path }) => path))];
  // A serial may be the end of the path as well: such a path is told with the parameters.
  const isLonger = (path: string) => paths.some((other) => other !== path && bare(other) === bare(path));
  const longer = paths.filter((path) => /:\w+$/.test(path) && isLonger(path));
  const short = paths.filter((path) => !longer.includes(path));
  const names = [...new Set(routes.flatMap(({ definition }) => namesOf(definition)))];
  const title = short.map((path) => heading(path, routes)).join(", ");
  const list = names.map((name, at) => code(name) + orInPath(name, at, longer)).join(", ");
  const before = lists.get(list);
  if (names.length >= LONG_LIST) lists.set(list, before ?? title);
  // The first sentence leads to the first example.
  const [first, ...others] = short.flatMap((path) => examplesOf(path, routes, examples));
  const sentence = first === undefined ? `${does}.` : `[${does}](${first.anchor}).`;
  const elsewhere = TOLD_ELSEWHERE[`${one.method} ${one.path}`];
  const facts = [
    ["Parameters", before === undefined ? list : `as ${before}`],
    ["Right", rightOf(one) === common ? "" : rightOf(one)],
    ["More", elsewhere === undefined ? "" : `[below](${elsewhere})`],
    ["Also", others.map(({ more, path, anchor }) => `[${more || code(shown(path))}](${anchor})`).join(", ")],
  ];
  const rest = isTold || elsewhere !== undefined || tells === undefined ? "" : ` ${tells.replace(NAMED, "[$1]($1$2)")}`;
  const items = facts.filter(([, fact]) => fact !== "").map(([what, fact]) => wrapped(`- ${what}: ${fact}`, 2));
  return [`#### ${title}`, wrapped(sentence + rest), items.join("\n")].filter((text) => text !== "").join("\n\n");
}

/** A document that a definition names. */
const NAMED = /docs\/([\w-]+\.md)(#[\w-]+)?/g;

const bare = (path: string): string => path.replace(/\/?(:\w+)?$/, "");
const shown = (path: string): string => path.replace(":ttype", "tiqr").replace(/:(\w+)/g, "<$1>");
const lastOf = (path: string): string => shown(path.slice(path.lastIndexOf("/")));

/** The end of the path has the parameter of its name, or the first one if it is called `id`. */
function orInPath(name: string, at: number, longer: readonly string[]): string {
  const path = longer.find((path) => path.endsWith(`:${name}`) || (at === 0 && path.endsWith(":id")));
  return path === undefined ? "" : ` (or ${code(lastOf(path))})`;
}

/**
 * What a request may say, without what is in the path, and what is only there so that an answer may
 * be sent back.
 */
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

/** The route whose path fits most exactly: `GET /audit/stream` is not of `/audit/:file`. */
export const closestRoute = (method: string, path: string): Route | undefined =>
  ROUTES.filter(
    (route) => route.method === method && new RegExp(`^${route.path.replace(/:\w+/g, "[^/]+")}$`).test(path),
  ).sort((a, b) => a.path.split(":").length - b.path.split(":").length)[0];

function examplesIn(examples: string): Example[] {
  return [...examples.matchAll(/^### (GET|POST|PUT|PATCH|DELETE) (\S+)(?: (.*))?$/gm)].map(
    ([heading, method, path, more = ""]) => {
      const fitting = closestRoute(method ?? "", path ?? "");
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

const methodsOf = (path: string, routes: readonly Route[]): readonly string[] =>
  routes.filter((route) => route.path === path).map(({ method }) => method);

/** `` `GET` or `POST /a` `` */
const heading = (path: string, routes: readonly Route[]): string =>
  methodsOf(path, routes)
    .map((method, at, all) => code(at === all.length - 1 ? `${method} ${shown(path)}` : method))
    .join(" or ");

/** The examples of a path, that without a label first. */
function examplesOf(path: string, routes: readonly Route[], examples: readonly Example[]): readonly Example[] {
  const methods = methodsOf(path, routes);
  const own = examples.filter((example) => example.path === path && methods.includes(example.method));
  const inWalk = methods.find((method) => WALK.includes(`${method} ${path}`));
  const walk = { method: inWalk ?? "", path, more: "", anchor: "#one-login-from-end-to-end" };
  return [...(inWalk === undefined ? [] : [walk]), ...own].sort(
    (a, b) => Number(a.more !== "") - Number(b.more !== ""),
  );
}
