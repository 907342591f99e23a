// bench/results.json: the findings of the newest runs, with a line for each step, count and
// request. The tables of docs/performance.md are made from it alone.
import { readFileSync, writeFileSync } from "node:fs";
import { betweenMarks } from "../../scripts/docs/markdown.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { type Growth, growthTable } from "./growth.ts";
import type { BenchResult } from "./result.ts";
import { resultTables } from "./tables.ts";

/** The newest run of each kind. */
interface BenchResults {
  readonly steps: BenchResult;
  readonly growth: Growth;
}

const FILE = "bench/results.json";

export const readResults = (): BenchResults => JSON.parse(readFileSync(inProject(FILE), "utf8"));

/** A whole step fits, and no list of steps does. */
const MAX_LINE = 650;

/** JSON in which everything that fits on a line has one, so that a new run is a diff of steps. */
export function linesOf(value: unknown, indent = ""): string {
  const line = JSON.stringify(value);
  if (line.length <= MAX_LINE || typeof value !== "object" || value === null) return line;
  const deeper = `${indent} `;
  const parts = Array.isArray(value)
    ? value.map((each) => linesOf(each, deeper))
    : Object.entries(value).flatMap(([key, each]) =>
        each === undefined ? [] : [`${JSON.stringify(key)}: ${linesOf(each, deeper)}`],
      );
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  return `${open}\n${parts.map((part) => deeper + part).join(",\n")}\n${indent}${close}`;
}

const DOCUMENT = "docs/performance.md";

/** The document with its tables. After a change of a target `npm run docs` writes them. */
export function withResults(document: string, { steps, growth }: BenchResults): string {
  const tables = { ...resultTables(steps), growth: growthTable(growth) };
  return Object.entries(tables).reduce(
    (text, [name, made]) => betweenMarks(text, name, "npm run bench", () => made),
    document,
  );
}

/** Gives the paths of what it wrote. The run of the other kind stays. */
export function writeResults(newest: Partial<BenchResults>): string {
  const results = { ...readResults(), ...newest };
  writeFileSync(inProject(FILE), `${linesOf(results)}\n`);
  const document = inProject(DOCUMENT);
  writeFileSync(document, withResults(readFileSync(document, "utf8"), readResults()));
  return `${FILE}, ${DOCUMENT}`;
}
