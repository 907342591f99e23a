// Random sequences of all requests, one after the other: each reply, and the tokens and
// transactions after it, are the model's.

import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { randomRuns } from "../support/house/random-runs.ts";
import { choices, clock, guess } from "./choices/choices.ts";
import { holds, ModelStep } from "./steps.ts";

const OPERATIONS = 60;
/** As many as a transaction takes. */
const GUESSES = 10;
const { timeout, ...parameters } = randomRuns("MODEL_RUNS", { seed: 20261124, numRuns: 40 });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const steps = fc.oneof(
  { weight: 50, arbitrary: choices.map((choice) => new ModelStep([choice])) },
  { weight: 2, arbitrary: clock.map((choice) => new ModelStep([choice])) },
  { weight: 1, arbitrary: guess.map((choice) => new ModelStep([choice], GUESSES)) },
);

it("gives the model's replies and has its state, for any requests in any order", { timeout }, async () => {
  await expect(holds(steps, OPERATIONS, parameters)).resolves.toBeUndefined();
});
