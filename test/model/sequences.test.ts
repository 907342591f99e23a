import * as fc from "fast-check";
import { afterEach, beforeEach, it, vi } from "vitest";
import { choices, clock } from "./choices.ts";
import { holds, Step } from "./steps.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

it("says and does what the model does, whatever is asked in whatever order", async () => {
  const t = performance.now();
  const steps = fc.oneof({weight: 20, arbitrary: choices.map((c) => new Step([c]))},  {weight: 1, arbitrary: clock.map((c) => new Step([c]))});
  await holds(steps, 40, { seed: 2, numRuns: 40 });
  console.log(performance.now() - t);
  const { stats } = await import("./steps.ts");
  console.log([...stats].sort((a,b)=>b[1]-a[1]).map(([k,v]) => `${v} ${k}`).join("\n"));
}, 60_000);
