// bench/results.json: the findings of the newest runs, with a line for each step, count and
// request. The tables of docs/performance.md are made from it alone.
import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "../../scripts/lib/project.ts";
import type { Growth } from "./growth.ts";
import type { BenchResult } from "./result.ts";

/** The newest run of each kind. */
export interface BenchResults {
  readonly steps: BenchResult;
  readonly growth: Growth;
}

const FILE = "bench/results.json";

export const readResults = (): BenchResults => JSON.parse(readFileSync(inProject(FILE), "utf8"));

/** Gives the path. The run of the other kind stays. */
export function keepResults(newest: Partial<BenchResults>): string {
  writeFileSync(inProject(FILE), `${linesOf({ ...readResults(), ...newest })}\n`);
  return FILE;
}

/** A whole step fits, and no list of steps does. */
const MAX_LINE = 450;

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
