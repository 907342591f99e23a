// The port for what requests have waited for, by step, added up over all isolates.

import type { Server, Steps, Waits } from "../step-numbers.ts";

export interface Meter {
  /** Counts a request of a step, in this isolate's memory alone. */
  count(step: string, by: Server, status: number, waits: Waits): void;
  /** Whether what was counted should be handed over. It is a comparison, so each request may ask. */
  isDue(nowMs: number): boolean;
  /** Hands over what was counted since the last time, if that is still due. It never throws: what could not be handed over is kept. */
  handOver(nowMs: number): Promise<void>;
  /** What all isolates have handed over, and this one has counted. Undefined where nobody can tell. */
  read(): Promise<Steps | undefined>;
}
