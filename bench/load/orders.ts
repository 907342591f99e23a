// The messages between the benchmark and its load generator. The generator is a process of its own,
// so that its work takes no time from the measuring, and its share of a core can be told.
import type { StepName } from "../steps/steps.ts";

export type LoadOrder =
  /** Gets to know a server. `rich` people with ten tokens are enrolled. */
  | {
      readonly kind: "meet";
      readonly server: string;
      readonly origin: string;
      readonly password: string;
      readonly rich: number;
    }
  | {
      readonly kind: "run";
      readonly server: string;
      readonly step: StepName;
      readonly clients: number;
      readonly count: number;
    };

export interface LoadRun {
  /** Of each step, in milliseconds. */
  readonly latencies: readonly number[];
  readonly wallMs: number;
  /** The generator's own CPU. */
  readonly loadCpuMs: number;
}

export type LoadAnswer =
  | { readonly ok: true; readonly run?: LoadRun }
  | { readonly ok: false; readonly problem: string };
