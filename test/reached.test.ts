// What lies in src is for the Worker. A file that a command alone reaches belongs to the commands,
// one that a test alone reaches to the tests, and one that nothing reaches nowhere.

import { expect, it } from "vitest";
import { importsOf, targetOf } from "../scripts/lib/imports.ts";
import { textsOf } from "./support/house/files.ts";
import { SOURCES, TOOLS } from "./support/house/imports.ts";

type Sources = readonly (readonly [path: string, source: string])[];

/** The Worker's first file, and the one that it has in place of Node's `fs`. */
const NAMED = Object.values(await textsOf("wrangler.toml")).flatMap((text) =>
  [...text.matchAll(/"(?:\.\/)?(src\/[^"]+\.ts)"/g)].map(([, path = ""]) => path),
);

/** Each is bundled for the browser by itself: scripts/pages/assets.ts. */
const isClientScript = (path: string): boolean => /^(?:src\/web|packages\/console)\/client\/[^/]+$/.test(path);

/** Files of src that no import leads to, each with those that import it all the same. */
function unreached(sources: Sources, named: readonly string[]): string[] {
  const targetsOf = new Map(
    sources.map(([path, source]) => [path, importsOf(source).flatMap((name) => targetOf(path, name) ?? [])]),
  );
  const reached = new Set([...named, ...[...targetsOf.keys()].filter(isClientScript)]);
  // A set that grows is walked to its end.
  for (const path of reached) for (const target of targetsOf.get(path) ?? []) reached.add(target);
  const users = (path: string) => [...targetsOf].filter(([, targets]) => targets.includes(path)).map(([user]) => user);
  return [...targetsOf.keys()]
    .filter((path) => path.startsWith("src/") && !path.endsWith(".d.ts") && !reached.has(path))
    .map((path) => `${path}: ${users(path).join(", ") || "tests at most"}`);
}

it("a Worker or a page reaches all of src", () => {
  expect(NAMED).toContain("src/index.ts");
  expect(unreached([...SOURCES, ...TOOLS], NAMED)).toEqual([]);
});

it("finds a file that only a command reaches, also over another one, and one that nothing reaches", () => {
  const sources = [
    ["src/index.ts", 'import { a } from "./a.ts";\nconst later = () => import("../packages/console/later.ts");'],
    ["src/a.ts", 'import type { Row } from "./rows.ts";'],
    ["src/rows.ts", ""],
    ["packages/console/later.ts", 'export { door } from "../../src/door.ts";'],
    ["src/door.ts", ""],
    ["src/web/client/page.ts", 'import "./live/times.ts";'],
    ["src/web/client/live/times.ts", ""],
    ["src/move.ts", 'import { pages } from "./pages.ts";\nimport "./rows.ts";'],
    ["src/pages.ts", ""],
    ["src/nobody.ts", ""],
    ["packages/commands/shards.ts", 'import { move } from "../../src/move.ts";'],
  ] as const;
  expect(unreached(sources, ["src/index.ts"])).toEqual([
    "src/move.ts: packages/commands/shards.ts",
    "src/pages.ts: src/move.ts",
    "src/nobody.ts: tests at most",
  ]);
});
