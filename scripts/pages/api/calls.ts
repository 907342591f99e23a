// A curl for each call on the page about the API, and the names in them. It is the first example of
// the documents, whose calls are run (test/serve/documents/api-examples.test.ts), and for a route
// without one it follows from that of its sibling.
import { DEFINITIONS } from "../../../src/http/all-definitions.ts";
import { type Definition, isOfAccounts } from "../../../src/http/openapi/definition.ts";
import { closestRoute } from "../../docs/route-parts.ts";

const BLOCK = /^```sh\n(curl [\s\S]*?)\n```$/gm;
const NAME_ITEM = /^- (`\$.*?): (.*)$/gm;

export interface Examples {
  /** By route. */
  readonly calls: ReadonlyMap<string, string>;
  /** What each name stands for. */
  readonly names: ReadonlyMap<string, string>;
}

/** `documents`: docs/api.md and docs/api-examples.md. */
export const examplesOf = (documents: readonly string[]): Examples => ({
  calls: callsOf(documents.flatMap((text) => [...text.matchAll(BLOCK)].map(([, call = ""]) => call))),
  names: new Map(
    documents.flatMap((text) =>
      [...text.matchAll(NAME_ITEM)].map(([, name = "", meaning = ""]) => [name, meaning] as const),
    ),
  ),
});

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
