// The numbers of a step: what counts where, and that sums are sums.

import { describe, expect, it } from "vitest";
import {
  addSteps,
  countRequest,
  requestsOf,
  type StepSums,
  WAITS_MS,
  type Waits,
  waitsOf,
} from "../../src/core/step-numbers.ts";

const STEP = "GET /here";
const NONE = { calls: 0, ms: 0 };
const d1 = (ms: number, calls = 1): Waits => ({ d1: { calls, ms }, object: NONE });
const numbersOf = (steps: StepSums) => steps.get(STEP) ?? [];

function counted(...waits: readonly Waits[]): StepSums {
  const steps: StepSums = new Map();
  for (const waited of waits) countRequest(steps, STEP, "here", 200, waited);
  return steps;
}
/** The places of the histogram of D1 that are not zero. */
const placesOf = (steps: StepSums) =>
  waitsOf(numbersOf(steps), "d1").counts.flatMap((count, at) => (count ? [at] : []));

describe("a wait", () => {
  it.each(WAITS_MS.map((ms, at) => [ms, at] as const))(
    "of %i ms is within its bound, and one more is not",
    (ms, at) => {
      expect([placesOf(counted(d1(ms))), placesOf(counted(d1(ms + 1)))]).toEqual([[at], [at + 1]]);
    },
  );

  it("of D1 and one of an object are two, each with its own sum", () => {
    const steps = counted({ d1: { calls: 2, ms: 7 }, object: { calls: 1, ms: 300 } }, d1(3));
    const waits = [waitsOf(numbersOf(steps), "d1"), waitsOf(numbersOf(steps), "object")];
    expect(waits.map(({ totalMs }) => totalMs)).toEqual([10, 300]);
    expect(waits.map(({ counts }) => [counts.length, counts[0], counts[1], counts[6]])).toEqual([
      [WAITS_MS.length + 1, 1, 1, 0],
      [WAITS_MS.length + 1, 0, 0, 1],
    ]);
  });

  it("is none where nothing was called, and is counted where the call took no time", () => {
    expect([placesOf(counted(d1(0, 0))), placesOf(counted(d1(0)))]).toEqual([[], [0]]);
  });

  it("is never less than nothing, whatever the clock did", () => {
    const steps = counted(d1(20), d1(-60_000));
    expect(waitsOf(numbersOf(steps), "d1").totalMs).toBe(20);
    expect(placesOf(steps)).toEqual([0, 2]);
  });
});

it("a request counts under the class of its status and who answered, and odd statuses stay in the classes", () => {
  const steps: StepSums = new Map();
  for (const status of [101, 200, 204, 302, 404, 503, 0, 999]) countRequest(steps, STEP, "here", status, d1(0, 0));
  for (const status of [200, 502]) countRequest(steps, STEP, "upstream", status, d1(0, 0));
  const requests = requestsOf(numbersOf(steps)).map(({ by, status, count }) => `${by} ${status} ${count}`);
  expect(requests).toEqual([
    ...["here 1xx 2", "here 2xx 2", "here 3xx 1", "here 4xx 1", "here 5xx 2"],
    ...["upstream 2xx 1", "upstream 5xx 1"],
  ]);
});

it("sums are added number by number, step by step, and what is added stays as it was", () => {
  const [one, other] = [counted(d1(3), d1(300)), counted(d1(3))];
  countRequest(other, "GET /else", "upstream", 200, d1(1));
  const before = structuredClone(other);
  addSteps(one, other);
  expect(other).toEqual(before);
  expect(one.get("GET /else")).toEqual(other.get("GET /else"));
  expect(one.get("GET /else")).not.toBe(other.get("GET /else"));
  expect(numbersOf(one)).toEqual(numbersOf(counted(d1(3), d1(300), d1(3))));
});
