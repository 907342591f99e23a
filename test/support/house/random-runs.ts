// The number of runs of a random test, and their seed. In CI both are fixed, so that a change that
// breaks nothing stays green; `npm run model` and `npm run fuzz` run longer from a new seed, and
// print it: TEST_SEED=<seed> repeats the run.

import { env } from "cloudflare:workers";

/**
 * A generous limit for one run, in milliseconds, on a machine that is also busy with other things.
 */
const MOST_PER_RUN_MS = 3000;

export interface RandomRuns {
  readonly seed: number;
  readonly numRuns: number;
  /** For the test that runs them. */
  readonly timeout: number;
}

export function randomRuns(variable: "MODEL_RUNS" | "FUZZ_RUNS", usual: { seed: number; numRuns: number }): RandomRuns {
  const settings = env as unknown as Record<"MODEL_RUNS" | "FUZZ_RUNS" | "TEST_SEED", string>;
  const numRuns = Number(settings[variable] || usual.numRuns);
  const drawn =
    settings.TEST_SEED === "random" ? crypto.getRandomValues(new Int32Array(1))[0] : Number(settings.TEST_SEED);
  const seed = drawn || usual.seed;
  if (settings.TEST_SEED) console.log(`TEST_SEED=${seed} ${variable}=${numRuns}`);
  return { seed, numRuns, timeout: 30_000 + numRuns * MOST_PER_RUN_MS };
}
