// Counts what each step does to D1 and to the objects, of the service and of the floor:
// bench/counted. One step at a time, so that what follows a reply is counted with its own step.
import type { Generator } from "../load/generator.ts";
import { STEP_NAMES, type StepName } from "../steps/steps.ts";
import type { Counts } from "./counts.ts";
import { countsOf, openSite } from "./site.ts";

export interface StepRows extends Counts {
  readonly worker: "counted" | "counted-floor";
  readonly step: StepName;
}

/** The second time, because the first may make a table or compile something. */
const TIMES = 2;

export async function countRows(generator: Generator, place: string): Promise<StepRows[]> {
  const rows: StepRows[] = [];
  for (const worker of ["counted", "counted-floor"] as const) {
    const site = await openSite(worker, place, generator, worker === "counted" ? 1 : 0);
    try {
      for (const step of STEP_NAMES) {
        if (worker === "counted-floor" && step === "trigger of ten tokens") continue;
        let counts = await countsOf(site);
        for (let time = 0; time < TIMES; time++) {
          await countsOf(site);
          await generator.run({ server: site.name, step, clients: 1, count: 1 });
          counts = await countsOf(site);
        }
        rows.push({ worker, step, ...counts });
      }
    } finally {
      await site.server.stop();
    }
  }
  return rows;
}
