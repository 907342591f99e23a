// What requests have waited for, by step, added up over all isolates.

import type { Server, StepSums, Waits } from "../step-numbers.ts";

export interface Meter {
  /** Counts a request of a step in this isolate's memory. */
  count(step: string, by: Server, status: number, waits: Waits): void;
  /** Whether counts should be handed over. It is a comparison, so each request may ask. */
  isDue(nowMs: number): boolean;
  /** Hands over what was counted, if still due. Never throws: what is not taken is kept. */
  handOver(nowMs: number): Promise<void>;
  /** What all isolates handed over and this one counted. Undefined where nothing adds it up. */
  read(): Promise<StepSums | undefined>;
}
