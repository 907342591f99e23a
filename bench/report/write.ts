// Writes a result: bench/results.json, and the tables of docs/performance.md.
import { readFileSync, writeFileSync } from "node:fs";
import { betweenMarks } from "../../scripts/docs/markdown.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { growthTable } from "./growth.ts";
import { type BenchResults, keepResults, readResults } from "./newest.ts";
import { resultTables } from "./tables.ts";

const DOCUMENT = "docs/performance.md";

/** The document with its tables. After a change of a target `npm run docs` writes them. */
export function withResults(document: string, { steps, growth }: BenchResults): string {
  const tables = { ...resultTables(steps), growth: growthTable(growth) };
  return Object.entries(tables).reduce(
    (text, [name, made]) => betweenMarks(text, name, "npm run bench", () => made),
    document,
  );
}

/** Gives the paths of what it wrote. */
export function writeResults(newest: Partial<BenchResults>): string {
  const kept = keepResults(newest);
  const path = inProject(DOCUMENT);
  writeFileSync(path, withResults(readFileSync(path, "utf8"), readResults()));
  return `${kept}, ${DOCUMENT}`;
}
