// The findings of a run of the benchmark, as bench/results.json keeps them (./write.ts).
import type { ColdStart } from "../measure/cold-start.ts";
import type { StepRows } from "../measure/rows.ts";
import type { StepName } from "../steps/steps.ts";
import type { ByStart } from "./interval.ts";

/** One worker at one step and number of clients, over all rounds. */
export interface Measurement {
  readonly p50Ms: number;
  readonly p95Ms: number;
  readonly p99Ms: number;
  /** The median of the rounds. */
  readonly cpuMs: number;
}

export interface StepResult {
  readonly step: StepName;
  readonly clients: number;
  readonly service: Measurement;
  /** Of a trigger of ten tokens that of one. */
  readonly floor?: Measurement;
  /** The floor's CPU by the service's, of each round of each start. */
  readonly ratios: ByStart;
}

export interface Comparison {
  readonly steps: readonly StepResult[];
  /** Of the workerd of each, in MB, at the end of the last start. */
  readonly residentMb: { readonly service: number; readonly floor: number };
  /** The most of a core that the load generator took in any turn. */
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

export interface BenchResult extends Comparison {
  readonly date: string;
  readonly machine: Machine;
  readonly rows: readonly StepRows[];
  readonly start: ColdStart;
}
