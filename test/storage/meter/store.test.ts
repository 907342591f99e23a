// How the sums of isolates come together in their object: seldom, whole, and in any order.
// `createMeter` stands for an isolate.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LAYOUT, requestsOf, type StepSums } from "../../../src/core/step-numbers.ts";
import { createMeter, METER_NAME } from "../../../src/storage/meter/store.ts";

const STEP = "GET /here";
const WAITS = { d1: { calls: 1, ms: 7 }, object: { calls: 0, ms: 0 } };
const NOW = 1_700_000_000_000;
const object = () => env.METER.getByName(METER_NAME);

beforeEach(() => runInDurableObject(object(), (_, { storage }) => storage.deleteAll()));

/** An isolate whose calls of the object are written down, and pass `during` first. */
function isolate(during: (method: string) => void = () => {}) {
  const calls: string[] = [];
  const called = (method: string) => {
    calls.push(method);
    during(method);
  };
  const getByName = (name: string) => ({
    add: async (layout: number, steps: StepSums) => {
      called("add");
      await env.METER.getByName(name).add(layout, steps);
    },
    read: async (layout: number) => {
      called("read");
      return env.METER.getByName(name).read(layout);
    },
  });
  const meter = createMeter({ getByName } as unknown as Env["METER"]);
  const count = (times = 1) => {
    for (let time = 0; time < times; time++) meter.count(STEP, "here", 200, WAITS);
  };
  return { ...meter, count, calls };
}
const requestsIn = (steps: StepSums | undefined) => requestsOf(steps?.get(STEP) ?? [])[0]?.count ?? 0;
const stored = async () => requestsIn(await object().read(LAYOUT));

describe("an isolate", () => {
  it("hands over its first request, and then what ten seconds have brought, in one call", async () => {
    const { count, isDue, handOver, calls } = isolate();
    expect(isDue(NOW)).toBe(false);
    for (let ms = 0; ms < 10_000; ms += 100) {
      count();
      if (isDue(NOW + ms)) await handOver(NOW + ms);
    }
    expect([calls, await stored()]).toEqual([["add"], 1]);
    count();
    expect(isDue(NOW + 10_000)).toBe(true);
    await handOver(NOW + 10_000);
    expect([calls, await stored()]).toEqual([["add", "add"], 101]);
  });

  it("hands over once for all requests that found it due together", async () => {
    const { count, handOver, calls } = isolate();
    count(3);
    await Promise.all([handOver(NOW), handOver(NOW + 1), handOver(NOW)]);
    count();
    await handOver(NOW + 2);
    expect([calls, await stored()]).toEqual([["add"], 3]);
  });

  it("does not wait for a clock that was set back", async () => {
    const { count, isDue, handOver } = isolate();
    count();
    await handOver(NOW);
    count();
    expect([isDue(NOW - 1), isDue(NOW - 3600_000)]).toEqual([false, true]);
  });

  it("reads what all have handed over, and its own, which is then not due any more", async () => {
    const [one, other] = [isolate(), isolate()];
    one.count(2);
    await one.handOver(NOW);
    other.count(3);
    expect(requestsIn(await other.read())).toBe(5);
    expect([other.calls, other.isDue(NOW)]).toEqual([["add", "read"], false]);
    expect(requestsIn(await other.read())).toBe(5);
    expect(other.calls).toEqual(["add", "read", "read"]);
  });
});

describe("an object that cannot be reached", () => {
  it("is told later, with what came meanwhile, and is named in the log once", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    let isAway = true;
    const { count, isDue, handOver, read } = isolate(() => {
      if (isAway) throw new Error("away");
    });
    count(2);
    await handOver(NOW);
    count(3);
    expect(isDue(NOW + 9_999)).toBe(false);
    await handOver(NOW + 10_000);
    expect(await read()).toBeUndefined();
    expect(logged.mock.calls).toEqual([["meter:", new Error("away")]]);
    isAway = false;
    await handOver(NOW + 20_000);
    expect([await stored(), requestsIn(await read())]).toEqual([5, 5]);
    isAway = true;
    count();
    await handOver(NOW + 30_000);
    expect(logged).toHaveBeenCalledTimes(2);
  });
});

describe("the object", () => {
  it("adds what many isolates hand over at once, exactly", async () => {
    const isolates = Array.from({ length: 20 }, () => isolate());
    for (let turn = 0; turn < 3; turn++) {
      for (const [more, { count }] of isolates.entries()) count(more + 1);
      await Promise.all(isolates.map(({ handOver }) => handOver(NOW + turn * 10_000)));
    }
    expect(await stored()).toBe(3 * ((20 * 21) / 2));
  });

  it("goes on where it was after it was taken from memory", async () => {
    const { count, handOver } = isolate();
    count(2);
    await handOver(NOW);
    await evictDurableObject(object());
    count();
    await handOver(NOW + 10_000);
    expect(await stored()).toBe(3);
  });

  it("writes one row for a hand-over, however many steps are in it", async () => {
    const puts = await runInDurableObject(object(), (instance, { storage }) => {
      const put = vi.spyOn(storage.kv, "put");
      const numbers = Array<number>(36).fill(1);
      instance.add(LAYOUT, new Map(Array.from({ length: 150 }, (_, step) => [`GET /step${step}`, numbers])));
      return put.mock.calls.length;
    });
    expect(puts).toBe(1);
    expect((await object().read(LAYOUT))?.size).toBe(150);
  });

  it("takes nothing from a release with another layout, tells it nothing, and begins again after one", async () => {
    const { count, handOver, read } = isolate();
    count(2);
    await handOver(NOW);
    await object().add(LAYOUT + 1, new Map([[STEP, [1, 2, 3]]]));
    expect([await object().read(LAYOUT + 1), await stored()]).toEqual([undefined, 2]);
    await runInDurableObject(object(), (_, { storage }) => {
      storage.kv.put("held", { layout: LAYOUT - 1, steps: new Map([[STEP, [1000]]]) });
    });
    count();
    expect(requestsIn(await read())).toBe(1);
  });
});
