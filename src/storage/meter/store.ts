// What this isolate has counted, and how it gets to the object that adds it all up. A call for each
// request would cost more than most requests, so the sum goes there at most every ten seconds. What
// an isolate has not handed over ends with it.

import type { Meter } from "../../core/ports/meter.ts";
import { addSteps, countRequest, LAYOUT, type StepSums } from "../../core/step-numbers.ts";
import { waiting } from "../../request-record.ts";
import type { MeterObject } from "./meter-object.ts";

const HAND_OVER_MS = 10_000;
/** The name of the one object. */
export const METER_NAME = "all";

export function createMeter(objects: DurableObjectNamespace<MeterObject>): Meter {
  let counted: StepSums = new Map();
  let handedOverAtMs = Number.NEGATIVE_INFINITY;
  let isAway = false;

  /** Without an answer it may have been added, and is added again: better than not at all. */
  async function send(): Promise<void> {
    if (counted.size === 0) return;
    const sent = counted;
    counted = new Map();
    try {
      await objects.getByName(METER_NAME).add(LAYOUT, sent);
      isAway = false;
    } catch (error) {
      addSteps(counted, sent);
      throw error;
    }
  }

  /** An object that is away for long must not fill the log. */
  function failed(error: unknown): void {
    if (!isAway) console.error("meter:", error);
    isAway = true;
  }

  // It is also due when the clock was set back.
  const isDue = (nowMs: number) => counted.size > 0 && Math.abs(nowMs - handedOverAtMs) >= HAND_OVER_MS;

  return {
    count: (step, by, status, waits) => countRequest(counted, step, by, status, waits),
    isDue,
    async handOver(nowMs) {
      // If several requests found it due at the same time, the first hands over for all.
      if (!isDue(nowMs)) return;
      handedOverAtMs = nowMs;
      await send().catch(failed);
    },
    async read() {
      try {
        return await waiting("object", async () => {
          await send();
          return objects.getByName(METER_NAME).read(LAYOUT);
        });
      } catch (error) {
        failed(error);
        return undefined;
      }
    },
  };
}
