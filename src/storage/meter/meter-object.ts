// The Durable Object that adds up what the isolates have counted: one for the whole service. It
// holds one value, so a hand-over writes one row, however many steps are in it. Each is added in
// one turn, so an object that is reset in between has stored it as a whole or not at all.

import { DurableObject } from "cloudflare:workers";
import { addSteps, LAYOUT, type StepSums } from "../../core/step-numbers.ts";

interface StoredSums {
  readonly layout: number;
  readonly steps: StepSums;
}

export class MeterObject extends DurableObject<Env> {
  /** Two releases may hand over at once. Another layout would be added to the wrong places. */
  add(layout: number, steps: ReadonlyMap<string, readonly number[]>): void {
    if (layout !== LAYOUT) return;
    const sums = this.#sums();
    addSteps(sums, steps);
    this.ctx.storage.kv.put<StoredSums>("held", { layout: LAYOUT, steps: sums });
  }

  /** Undefined for a worker that knows another layout. */
  read(layout: number): StepSums | undefined {
    return layout === LAYOUT ? this.#sums() : undefined;
  }

  /** The sum begins again when a release changes the layout, which is allowed for counters. */
  #sums(): StepSums {
    const stored = this.ctx.storage.kv.get<StoredSums>("held");
    return stored?.layout === LAYOUT ? stored.steps : new Map();
  }
}
