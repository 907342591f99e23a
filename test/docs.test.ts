// The tables in the documents are those that `npm run docs` makes from the code, and the parts written by hand leave nothing
// out.

/// <reference types="vite/types/importMeta.d.ts" />

import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { chart } from "../bench/world/chart.ts";
import { withTables } from "../scripts/lib/doc-tables.ts";
import { DEFINITIONS } from "../src/http/definitions/all.ts";
import { isPage, routes } from "./fuzz/routes.ts";

const DOCUMENTS = Object.entries(
  import.meta.glob<string>("../docs/*.md", { query: "?raw", import: "default", eager: true }),
);

const WORLD = Object.values(
  import.meta.glob<string>("../docs/images/world.svg", { query: "?raw", import: "default", eager: true }),
)[0];

it.each(DOCUMENTS)("%s has the tables that `npm run docs` makes", (_, text) => {
  expect(text).toBe(withTables(text));
});

it("docs/images/world.svg is the chart that `npm run docs` makes", () => {
  expect(WORLD).toBe(chart());
});

it("finds each table in one document", () => {
  const begun = DOCUMENTS.flatMap(([, text]) => [...text.matchAll(/<!-- (\w+): made by npm run docs -->/g)]);
  expect(begun.map(([, name]) => name).sort()).toEqual(["bills", "freePlan", "reasons", "settings", "size", "world"]);
  for (const [mark, name] of begun) {
    const stale = `${mark}\n\n| Name |\n\n<!-- end of ${name} -->`;
    expect(withTables(stale)).not.toBe(stale);
  }
});

const textOf = (name: string): string => DOCUMENTS.find(([path]) => path === `../docs/${name}`)?.[1] ?? "";

it("docs/api.md has every route of the API, with or without the id at its end", () => {
  const api = textOf("api.md").replace(/<\w+>/g, "<>");
  const told = (path: string) => api.includes(path.replace(/:\w+/g, "<>"));
  const missing = routes.filter(({ path }) => !isPage(path) && !told(path) && !told(path.replace(/\/:\w+$/, "")));
  expect(missing.map(({ method, path }) => `${method} ${path}`)).toEqual([]);
});

/** The rows of the tables about routes, each with the cell of the right. A cell may have several routes, of the same method. */
const RIGHTS = [...textOf("api.md").matchAll(/^\| (.*`(?:GET|POST|PATCH|DELETE) .*) \|$/gm)]
  .map(([, row = ""]) => row.split(" | ").map((cell) => cell.trim()))
  .filter((cells) => cells.length === 4)
  .flatMap(([routes = "", , , right = ""]) => {
    const methods = [...routes.matchAll(/GET|POST|PATCH|DELETE/g)].map(([method]) => method);
    const paths = [...routes.matchAll(/(?<=[` ])\/[^`?,]*/g)].map(([path]) => path.replace(/<\w+>/g, "<>"));
    return methods.flatMap((method) => paths.map((path) => ({ route: `${method} ${path}`, right })));
  });

it("docs/api.md has the right of each route as its definition has it", () => {
  const defined = new Map(
    Object.entries(DEFINITIONS).map(([route, { right = "none" }]) => [route.replace(/:\w+/g, "<>"), right]),
  );
  // The right of a job is that of its action.
  const known = RIGHTS.filter(({ route }) => defined.has(route) && !/^\w+ \/jobs\/(tokens|<>)/.test(route));
  expect(known.length).toBeGreaterThan(80);
  expect(known.filter(({ route, right }) => !right.includes(defined.get(route) ?? ""))).toEqual([]);
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
