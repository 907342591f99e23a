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
  expect(await new TimeLimit(5000).within(Promise.resolve("done"))).toBe("done");
  expect(await saying(new TimeLimit(5000).within(Promise.reject(new Error("failed"))))).toBe("rejected: failed");
  expect(vi.getTimerCount()).toBe(0);
});

it("work that takes longer is given up when the time is up", async () => {
  let outcome = "";
  void saying(new TimeLimit(5000).within(never())).then((text) => {
    outcome = text;
  });
  await vi.advanceTimersByTimeAsync(4999);
  expect(outcome).toBe("");
  await vi.advanceTimersByTimeAsync(1);
  expect(outcome).toBe("rejected: no answer within 5000 ms");
});

it("a body that does not arrive is given up two seconds before, and the request goes on", async () => {
  const limit = new TimeLimit(5000);
  const request = limit.within(limit.body(never()).catch(() => "refused"));
  await vi.advanceTimersByTimeAsync(3000);
  expect(await request).toBe("refused");
  expect(vi.getTimerCount()).toBe(0);
});

it("a request whose body arrives late has two seconds left", async () => {
  const limit = new TimeLimit(5000);
  const read = limit.body(new Promise((resolve) => setTimeout(resolve, 2999)));
  const request = limit.within(read.then(() => new Promise((resolve) => setTimeout(() => resolve("done"), 2000))));
  await vi.advanceTimersByTimeAsync(4999);
  expect(await request).toBe("done");
});

it("a body takes no timer of its own", async () => {
  const limit = new TimeLimit(5000);
  void limit.within(limit.body(never()));
  expect(vi.getTimerCount()).toBe(1);
});

it.each(["before its work began", "while it waits"])(
  "a limit that is changed %s holds, with one timer",
  async (when) => {
    const limit = new TimeLimit(5000);
    if (when === "before its work began") limit.change(60_000);
    let result = "";
    void saying(limit.within(never())).then((text) => {
      result = text;
    });
    if (when === "while it waits") limit.change(60_000);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(59_999);
    expect(result).toBe("");
    await vi.advanceTimersByTimeAsync(1);
    expect([result, vi.getTimerCount()]).toEqual(["rejected: no answer within 60000 ms", 0]);
  },
);

it("a changed limit leaves no timer to work that ends in time", async () => {
  const limit = new TimeLimit(5000);
  limit.change(60_000);
  expect(await limit.within(Promise.resolve("done"))).toBe("done");
  await null; // the timer goes with the result
  expect(vi.getTimerCount()).toBe(0);
});
