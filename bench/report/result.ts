// The findings of the newest runs of the benchmark, as bench/results.json keeps them, with a line for
// each step, count and request. The tables of docs/performance.md are made from it alone.
import { readFileSync, writeFileSync } from "node:fs";
import { inProject } from "../../scripts/lib/project.ts";
import type { ColdStart } from "../measure/cold-start.ts";
import type { StepRows } from "../measure/rows.ts";
import type { GrowthSize } from "../size/grow.ts";
import type { StepName } from "../steps/steps.ts";
import type { Spread } from "./numbers.ts";

/** One worker at one step and number of clients, over all rounds. */
export interface Measurement {
  /** The median of the rounds. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  readonly cpuMs: number;
}

export interface StepResult {
  readonly step: StepName;
  readonly clients: number;
  readonly service: Measurement;
  readonly floor?: Measurement | undefined;
  readonly quietFloor?: Measurement | undefined;
  /** The service's throughput by the floor's, of each round. */
  readonly ratio?: Spread | undefined;
  /** The same by the floor without writes after the reply. */
  readonly quietRatio?: Spread | undefined;
}

export interface PlaceResult {
  /** Where the state folders are. */
  readonly place: "tmpfs" | "disk";
  readonly steps: readonly StepResult[];
  /** Of the workerd of each, in MB, at the end. */
  readonly residentMb: { readonly service: number; readonly floor: number };
  /** The most of a core that the load generator took in any step. */
  readonly mostLoadShare: number;
}

export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
  readonly workerd: string;
}

export interface BenchResult {
  readonly date: string;
  readonly machine: Machine;
  readonly rounds: number;
  readonly places: readonly PlaceResult[];
  readonly rows: readonly StepRows[];
  readonly start: ColdStart;
}

export interface Growth {
  readonly date: string;
  readonly machine: Machine;
  readonly sizes: readonly GrowthSize[];
}

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
