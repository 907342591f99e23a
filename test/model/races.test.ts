// Two to four requests at the same time, among others: the replies, and the tokens and transactions
// after them, are those of some order in which the requests were made one after the other.

import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { randomRuns } from "../support/house/random-runs.ts";
import { choices, login, meeting } from "./choices/choices.ts";
import { holds, ModelStep } from "./steps.ts";

const STEPS = 24;
const { timeout, ...parameters } = randomRuns("MODEL_RUNS", { seed: 20261124, numRuns: 40 });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const several = { minLength: 2, maxLength: 4 };
const repeated = fc.tuple(meeting, fc.integer({ min: 2, max: 4 })).map(([choice, times]) => Array(times).fill(choice));
const steps = fc
  .oneof(
    { weight: 2, arbitrary: fc.tuple(choices) },
    { weight: 4, arbitrary: fc.tuple(login) },
    { weight: 1, arbitrary: fc.array(choices, several) },
    { weight: 3, arbitrary: fc.array(meeting, several) },
    { weight: 3, arbitrary: repeated },
  )
  .map((chosen) => new ModelStep(chosen));

it("carries out simultaneous requests in some order", { timeout }, async () => {
  await expect(holds(steps, STEPS, parameters)).resolves.toBeUndefined();
});
