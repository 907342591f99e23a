// The tables and the routes in the documents are those that `npm run docs` makes from the code, and
// the parts written by hand leave nothing out.

/// <reference types="vite/types/importMeta.d.ts" />

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { chart } from "../bench/world/chart.ts";
import { partOf, ROUTE_PARTS, routePart, TOLD_ELSEWHERE } from "../scripts/docs/route-parts.ts";
import { withTables } from "../scripts/docs/tables.ts";
import { AUDIT_EVENTS } from "../src/core/audit/events.ts";
import reasons from "../src/core/reasons.ts?raw";
import { WARNING_CODES } from "../src/core/warning.ts";
import { DEFINITIONS } from "../src/http/all-definitions.ts";
import { isPage, serviceRoutes } from "./fuzz/routes.ts";

const DOCUMENTS = Object.entries(
  import.meta.glob<string>("../docs/*.md", { query: "?raw", import: "default", eager: true }),
);

const WORLD = Object.values(
  import.meta.glob<string>("../docs/images/world.svg", { query: "?raw", import: "default", eager: true }),
)[0];

const textOf = (name: string): string => DOCUMENTS.find(([path]) => path === `../docs/${name}`)?.[1] ?? "";
const EXAMPLES = textOf("api-examples.md");
const SOURCES = { examples: EXAMPLES, reasons };

it.each(DOCUMENTS)("%s has the parts that `npm run docs` makes", (_, text) => {
  expect(text).toBe(withTables(text, SOURCES));
});

it("docs/settings.md keeps what is written by hand below a setting", () => {
  const note = "; default: `10`\n\nA token keeps the value";
  expect(textOf("settings.md")).toContain(note);
  expect(withTables(textOf("settings.md").replace(note, `${note}, really`), SOURCES)).toContain(`${note}, really`);
});

it("docs/images/world.svg is the chart that `npm run docs` makes", () => {
  expect(WORLD).toBe(chart());
});

it("finds each part in one document", () => {
  const begun = DOCUMENTS.flatMap(([, text]) => [...text.matchAll(/<!-- (\w+): made by npm run docs -->/g)]);
  const others = [
    "bills",
    "calls",
    "freePlan",
    "parameters",
    "perLogin",
    "presets",
    "prices",
    "reasons",
    "settings",
    "signInBills",
    "size",
    "trailStorage",
    "world",
  ];
  expect(begun.map(([, name]) => name).sort()).toEqual([...others, ...ROUTE_PARTS].sort());
  for (const [mark, name] of begun) {
    const stale = `${mark}\n\n| Name |\n\n<!-- end of ${name} -->`;
    expect(withTables(stale, SOURCES)).not.toBe(stale);
  }
});

it("docs/api.md has every route of the API, with or without the id at its end", () => {
  const api = textOf("api.md").replace(/<\w+>/g, "<>");
  const told = (path: string) => api.includes(path.replace(/:\w+/g, "<>"));
  const missing = serviceRoutes.filter(
    ({ path }) => !isPage(path) && !told(path) && !told(path.replace(/\/:\w+$/, "")),
  );
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

it("docs/audit.md has each event in its table, and no other", () => {
  const [, events = ""] = textOf("audit.md").split("\n## Events\n");
  const [section = ""] = events.split("\n## ");
  expect(AUDIT_EVENTS.filter((event) => !section.includes(`\`${event}\``))).toEqual([]);
  const first = [...section.matchAll(/^\| ([^|]+) \|/gm)].flatMap(([, cell = ""]) => [...cell.matchAll(/`(\w+)`/g)]);
  expect(first.length).toBeGreaterThan(40);
  expect(first.map(([, name]) => name).filter((name) => !AUDIT_EVENTS.some((event) => event === name))).toEqual([]);
});

it("docs/api.md explains each code of a warning", () => {
  const [, warnings = ""] = textOf("api.md").split("\n## Warnings\n");
  expect([...warnings.matchAll(/^- `([\w-]+)`: /gm)].map(([, code]) => code).sort()).toEqual([...WARNING_CODES].sort());
});

it("docs/api.md has each definition in a part, but for discovery, of which other specifications say all", () => {
  const missing = Object.keys(DEFINITIONS).filter((route) => partOf(route.split(" ")[1] ?? "") === undefined);
  expect(missing).toEqual(["GET /.well-known/openid-configuration", "GET /.well-known/oauth-authorization-server"]);
});

it("docs/api.md has a parameter, a sentence and a right where the definition has them", () => {
  const part = routePart("tokens", EXAMPLES);
  const [setPin = ""] = /#### `POST \/token\/setpin`[\s\S]*?(?=\n\n####)/.exec(part) ?? [];
  expect(setPin.replaceAll("\n", " ")).toBe(
    `#### \`POST /token/setpin\`  [Sets the PIN](api-examples.md#post-tokensetpin). ${DEFINITIONS["POST /token/setpin"]?.tells}  ` +
      "- Parameters: `user`, `realm`, `serial` (or `/<serial>`), `otppin` - Right: `setpin`",
  );
  const stranger = "### POST /token/fly\n";
  expect(() => routePart("tokens", stranger)).toThrow("an example of no route");
});

it("docs/api.md leads to the place that says the rest of each part or route that it cuts short", () => {
  const api = textOf("api.md");
  for (const [name, place] of Object.entries(TOLD_ELSEWHERE)) {
    const isRoute = name.includes(" ");
    const tells = Object.entries(DEFINITIONS).some(
      ([route, definition]) =>
        definition.tells !== undefined && (isRoute ? route === name : partOf(route.split(" ")[1] ?? "") === name),
    );
    expect(tells, `${name} has nothing to cut short`).toBe(true);
    const section = api.split(/^## /m).find((text) => text.includes(`<!-- ${name}: made`)) ?? "";
    const text = isRoute ? api : section.slice(0, section.indexOf("<!--"));
    expect(text, name).toContain(isRoute ? `- More: [below](${place})` : `](${place})`);
  }
});

it("the definitions name only documents and parts of them that there are", () => {
  const told = Object.values(DEFINITIONS).flatMap(({ tells = "" }) => [
    ...tells.matchAll(/docs\/([\w-]+\.md)(?:#([\w-]+))?/g),
  ]);
  expect(told.length).toBeGreaterThan(5);
  const slugs = (text: string) =>
    [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    );
  const missing = told.filter(([, name = "", part]) => part !== undefined && !slugs(textOf(name)).includes(part));
  expect(missing.map(([whole]) => whole)).toEqual([]);
});

it("docs/storage.md has every table with every column", async () => {
  const { results: tables } = await env.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'd1_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'",
  ).all<{ name: string }>();
  expect(tables.length).toBeGreaterThan(10);
  const missing: string[] = [];
  for (const { name: table } of tables) {
    const section = textOf("storage.md")
      .split(/^## /m)
      .find((text) => text.startsWith(`D1: \`${table}\`\n`));
    const { results: columns } = await env.DB.prepare("SELECT name FROM pragma_table_info(?)")
      .bind(table)
      .all<{ name: string }>();
    for (const { name } of columns) if (!section?.includes(`\`${name}\``)) missing.push(`${table}.${name}`);
  }
  expect(missing).toEqual([]);
});
