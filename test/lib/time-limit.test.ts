// The time of a request: one timer ends either the wait for its body or the request.

import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { TimeLimit } from "../../src/lib/time-limit.ts";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
});
const never = () => new Promise<never>(() => {});
const saying = (work: Promise<unknown>) => work.then(String, (error: Error) => `rejected: ${error.message}`);

it("work that ends in time gives its result, and leaves no timer", async () => {
  expect(await new TimeLimit(1000).within(Promise.resolve("done"))).toBe("done");
  expect(await saying(new TimeLimit(1000).within(Promise.reject(new Error("failed"))))).toBe("rejected: failed");
  expect(vi.getTimerCount()).toBe(0);
});

it("work that takes longer is given up when the time is up", async () => {
  const said = saying(new TimeLimit(1000).within(never()));
  await vi.advanceTimersByTimeAsync(999);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(await said).toBe("rejected: no answer within 1000 ms");
});

it("a body that does not arrive is given up first, and the request goes on", async () => {
  const limit = new TimeLimit(1000);
  const request = limit.within(limit.body(never()).catch(() => "refused"));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await request).toBe("refused");
  expect(vi.getTimerCount()).toBe(0);
});

it("the request itself is given up if it still does not answer, or if its body had arrived", async () => {
  const late = new TimeLimit(1000);
  const said = saying(late.within(late.body(never()).catch(never)));
  await vi.advanceTimersByTimeAsync(1000);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(await said).toBe("rejected: no answer within 1000 ms");

  const arrived = new TimeLimit(1000);
  const other = saying(arrived.within(arrived.body(Promise.resolve()).then(never)));
  await vi.advanceTimersByTimeAsync(1000);
  expect(await other).toBe("rejected: no answer within 1000 ms");
});

it("a body takes no timer of its own", async () => {
  const limit = new TimeLimit(1000);
  void limit.within(limit.body(never()));
  expect(vi.getTimerCount()).toBe(1);
});
