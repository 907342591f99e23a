// A comment is read at a glance: its lines are at most 100 columns wide, where code may have 120.

import { expect, it } from "vitest";
import { SOURCES, TOOLS } from "./support/house/imports.ts";

const MAX_COLUMNS = 100;

/** Lines that are comments as a whole. A type of JSDoc and an address cannot be broken. */
const wideIn = ([path, source]: readonly [path: string, source: string]): string[] =>
  source
    .split("\n")
    .filter((line) => line.length > MAX_COLUMNS && /^\s*(?:\/\/|\/\*|\*)/.test(line) && !/@\w+ \{|https?:/.test(line))
    .map((line) => `${path}: ${line.trim()}`);

it("wraps each comment", () => {
  expect(SOURCES.length + TOOLS.length).toBeGreaterThan(900);
  expect([...SOURCES, ...TOOLS].flatMap(wideIn)).toEqual([]);
});

it("finds a wide line in each kind of comment, and in no code", () => {
  const wide = "x".repeat(MAX_COLUMNS);
  const source = [`// ${wide}`, `  /** ${wide} */`, "/**", ` * ${wide}`, " */", `const a = "${wide}";`].join("\n");
  expect(wideIn(["src/a.ts", source])).toHaveLength(3);
});
