// A curl for each call on the page about the API, as src/web/docs/calls.ts has it. It is the first
// example of the documents, whose calls are run (test/serve/documents/api-examples.test.ts), and
// for a route without one it follows from that of its sibling.
import { DEFINITIONS } from "../../src/http/all-definitions.ts";
import { type Definition, isOfAccounts } from "../../src/http/openapi/definition.ts";
import { closestRoute } from "./route-parts.ts";

const BLOCK = /^```sh\n(curl [\s\S]*?)\n```$/gm;
const NAME_ITEM = /^- (`\$.*?): (.*)$/gm;

/** `documents`: docs/api.md and docs/api-examples.md. */
export function callsModule(documents: readonly string[]): string {
  const calls = callsOf(documents.flatMap((text) => [...text.matchAll(BLOCK)].map(([, call = ""]) => call)));
  const names = documents.flatMap((text) =>
    [...text.matchAll(NAME_ITEM)].map(([, name = "", meaning = ""]) => [name, meaning] as const),
  );
  return `// A curl for each route, and the names in them, made by npm run docs of docs/api-examples.md.

${constant("CALLS", [...calls])}

${constant("NAMES_IN_CALLS", names)}
`;
}

function callsOf(examples: readonly string[]): ReadonlyMap<string, string> {
  const known = new Map<string, string>();
  for (const example of examples) {
    const route = routeOf(example);
    if (route !== undefined && !known.has(route)) known.set(route, example);
  }
  const all = Object.entries(DEFINITIONS) as [string, Definition][];
  return new Map(all.map(([route, definition]) => [route, known.get(route) ?? derived(route, definition, known)]));
}

/** `GET /token/:serial`, or undefined for an example of what no route is. */
function routeOf(call: string): string | undefined {
  const path = /\$S(\/[^\s"?]*)/.exec(call)?.[1] ?? "";
  const method = / -X (\w+)/.exec(call)?.[1] ?? (/ (-d|--data-urlencode) /.test(call) ? "POST" : "GET");
  const route = closestRoute(method, path);
  return route && `${method} ${route.path}`;
}

/** What stands for a part of a path. */
const NAMES: Readonly<Record<string, string>> = {
  serial: "$SERIAL",
  id: "$ID",
  realm: "staff",
  name: "bob",
};

function derived(route: string, definition: Definition, known: ReadonlyMap<string, string>): string {
  const [method = "", path = ""] = route.split(" ");
  const other = known.get(`${method === "GET" ? "POST" : "GET"} ${path}`);
  if (other) return other.replace("curl -s ", method === "GET" ? "curl -s -G " : "curl -s -X POST ");
  const sibling = known.get(`${method} ${path.replace(/\/:\w+$/, "")}`);
  if (sibling) return withIdInPath(sibling);
  const filled = path.replace(/:(\w+)/g, (whole, name: string) =>
    path.includes("/enrollment/") ? "$ENROLMENT" : (NAMES[name] ?? whole),
  );
  const header = isOfAccounts(definition) ? ' -H "PI-Authorization: $TOKEN"' : "";
  return `curl -s ${method === "GET" ? "" : `-X ${method} `}$S${filled}${header}`;
}

/** The call with the id at the end of the path, and not among its parameters. */
function withIdInPath(call: string): string {
  const id = /[?&]\w*id=(\$\w+)|-d serial=(\S+)/.exec(call);
  const end = id?.[1] ?? id?.[2] ?? "$SERIAL";
  const moved = call
    .replace(/"?\$S(\/[^\s"?]*)(?:\?[^"]*")?/, (_, path: string) => `$S${path}/${end}`)
    .replace(/ -d (serial|user|realm)=\S+/g, "");
  return / (-d|--data-urlencode) |\?/.test(moved) || !/ -d /.test(call)
    ? moved
    : moved.replace("curl -s ", "curl -s -X POST ");
}

const constant = (name: string, rows: readonly (readonly [string, string])[]): string =>
  `export const ${name}: Readonly<Record<string, string>> = {\n${rows.map(entry).join("\n")}\n};`;

/** A line of an object, as the formatter writes it. */
function entry([key, value]: readonly [string, string]): string {
  const line = `  ${quoted(key)}: ${quoted(value)},`;
  return line.length <= 120 ? line : `  ${quoted(key)}:\n    ${quoted(value)},`;
}

/** In the quotes that need fewer escapes. */
function quoted(text: string): string {
  const double = JSON.stringify(text);
  if (text.split('"').length <= text.split("'").length) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}
