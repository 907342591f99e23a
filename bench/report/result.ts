// The findings of a run of the benchmark, as bench/results.json keeps them (./write.ts).
import type { ColdStart } from "../measure/cold-start.ts";
import type { StepRows } from "../measure/rows.ts";
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
