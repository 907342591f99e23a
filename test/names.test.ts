// An exported name means one thing: whoever reads it in one file knows it in every other.

import { expect, it } from "vitest";
import { withoutComments } from "../scripts/lib/imports.ts";
import { SOURCES, TEST_HELPERS, TOOLS } from "./support/house/imports.ts";

/**
 * Not the client package, whose names are those of its applications; nor bench/floor and
 * bench/counted, which stand in for the service and call what they export as it does; nor the
 * model's rules and choices of each operation, whose names are those of the operations.
 */
const NAMED_AFTER_OTHERS =
  /^(?:packages\/client|bench\/(?:floor|counted)|test\/model\/(?:rules\/rules|choices\/choices)-of-(?:logins|answers|tokens)\.)/;

const PROGRAMS = [...SOURCES, ...TOOLS, ...TEST_HELPERS].filter(([path]) => !NAMED_AFTER_OTHERS.test(path));

const EXPORT =
  /^export (?:declare )?(?:abstract )?(?:async )?(const|let|function\*?|class|interface|type|enum) (\w+)/gm;

/** Names that two places may give, each with the reason. */
const FAIR: Readonly<Record<string, string>> = {
  initToken: "the tests ask by HTTP for what the flow of src/core does",
};

/** Types whose names end like a participle and are nouns all the same. */
const NOUNS = ["Keyring", "Need", "Paging", "Setting", "Warning"];

const IRREGULAR = "Begun|Bound|Done|Found|Given|Held|Kept|Known|Left|Made|Met|Read|Said|Seen|Sent|Shown|Stuck|Told";
const PARTICIPLE = new RegExp(`^(?:${IRREGULAR}|[A-Z][a-z]+(?:ed|ing))$`);

const exportsOf = (source: string) =>
  [...withoutComments(source).matchAll(EXPORT)].map(([, kind = "", name = ""]) => ({ kind, name }));

/** A family of routes is called the same in the API and on the pages that show it. */
const isPairOfRoutes = (name: string, paths: readonly string[]): boolean =>
  name.endsWith("Routes") &&
  paths.length === 2 &&
  paths.some((path) => path.startsWith("src/http/")) &&
  paths.some((path) => /^(?:src\/web|packages\/console)\//.test(path));

/** The names that mean several things, each with its files. */
function ambiguous(sources: readonly (readonly [path: string, source: string])[]): string[] {
  const places = new Map<string, Set<string>>();
  for (const [path, source] of sources)
    for (const { name } of exportsOf(source)) places.set(name, (places.get(name) ?? new Set<string>()).add(path));
  return [...places]
    .map(([name, paths]) => [name, [...paths].sort()] as const)
    .filter(([name, paths]) => paths.length > 1 && !isPairOfRoutes(name, paths))
    .map(([name, paths]) => `${name}: ${paths.join(", ")}`)
    .sort();
}

it("gives an exported name one meaning", () => {
  const found = ambiguous(PROGRAMS);
  expect(found.filter((line) => !Object.hasOwn(FAIR, line.split(":")[0] ?? ""))).toEqual([]);
  expect(Object.keys(FAIR).filter((name) => !found.some((line) => line.startsWith(`${name}:`)))).toEqual([]);
});

it("calls no exported type by a participle alone", () => {
  const types = PROGRAMS.flatMap(([path, source]) =>
    exportsOf(source)
      .filter(({ kind }) => kind === "interface" || kind === "type")
      .map(({ name }) => ({ path, name })),
  );
  expect(types.length).toBeGreaterThan(500);
  expect(types.filter(({ name }) => PARTICIPLE.test(name) && !NOUNS.includes(name))).toEqual([]);
});

it("finds a name with two meanings, and none in a page and its API", () => {
  const sources = [
    ["src/http/tokens/routes.ts", "export function tokenRoutes() {}"],
    ["packages/console/tokens/token.tsx", "export const tokenRoutes = 1;"],
    ["src/core/a.ts", "export type Seat = 1;\n// export type Table = 1;\nexport const Seat = 1;"],
    ["src/core/b.ts", "export type Table = 1;"],
  ] as const;
  expect(ambiguous(sources)).toEqual([]);
  expect(
    ambiguous([...sources, ["src/web/c.ts", "export async function tokenRoutes() {}\nexport class Seat {}"]]),
  ).toEqual([
    "Seat: src/core/a.ts, src/web/c.ts",
    "tokenRoutes: packages/console/tokens/token.tsx, src/http/tokens/routes.ts, src/web/c.ts",
  ]);
});
