// Two to four things asked at the same time, among others: the replies, and the tokens and transactions after them, are those
// of some order in which they were asked one after the other.

import * as fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { randomRuns } from "../support/random-runs.ts";
import { choices, meeting } from "./choices.ts";
import { holds, Step } from "./steps.ts";

const STEPS = 20;
const { timeout, ...parameters } = randomRuns("MODEL_RUNS", { seed: 20261124, numRuns: 40 });

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const several = { minLength: 2, maxLength: 4 };
const steps = fc
  .oneof(
    { weight: 3, arbitrary: fc.tuple(choices) },
    { weight: 1, arbitrary: fc.array(choices, several) },
    { weight: 2, arbitrary: fc.array(meeting, several) },
  )
  .map((chosen) => new Step(chosen));

it("does what is asked at once in some order", { timeout }, async () => {
  await expect(holds(steps, STEPS, parameters)).resolves.toBeUndefined();
});
