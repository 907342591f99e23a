// Writes a result: bench/results/<date>.json, the tables of docs/performance.md, and the chart.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { betweenMarks } from "../../scripts/docs/markdown.ts";
import { inProject } from "../../scripts/lib/project.ts";
import { chartOf } from "./chart.ts";
import type { BenchResult } from "./result.ts";
import { chartPath, resultTables } from "./tables.ts";

const DOCUMENT = "docs/performance.md";

/** Gives the paths of what it wrote. A second run on the same day replaces the first. */
export function writeResult(result: BenchResult): string[] {
  return [
    writeJson(`${result.date.slice(0, 10)}.json`, result),
    ...result.places.map((place) => write(`docs/${chartPath(place)}`, chartOf(place))),
    writeTables("npm run bench", resultTables(result)),
  ];
}

export function writeJson(name: string, result: unknown): string {
  mkdirSync(inProject("bench/results"), { recursive: true });
  return write(`bench/results/${name}`, `${JSON.stringify(result, null, 2)}\n`);
}

export function writeTables(maker: string, tables: Readonly<Record<string, string>>): string {
  let text = readFileSync(inProject(DOCUMENT), "utf8");
  for (const [name, made] of Object.entries(tables)) text = betweenMarks(text, name, maker, () => made);
  return write(DOCUMENT, text);
}

function write(path: string, text: string): string {
  writeFileSync(inProject(path), text);
  return path;
}
