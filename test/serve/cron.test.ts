import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { parseCron, runCrons } from "../../scripts/serve/cron.ts";

describe("a cron expression", () => {
  // 2026-11-01 is a Sunday.
  it.each([
    ["* * * * *", "2026-11-01T00:00Z", true],
    ["*/5 * * * *", "2026-11-01T07:35Z", true],
    ["*/5 * * * *", "2026-11-01T07:36Z", false],
    ["7/20 * * * *", "2026-11-01T07:47Z", true],
    ["0 3 * * *", "2026-11-01T03:00Z", true],
    ["0 3 * * *", "2026-11-01T04:00Z", false],
    ["0,30 8-10 * * *", "2026-11-01T09:30Z", true],
    ["0 0 * * 1", "2026-11-01T00:00Z", true],
    ["0 0 * * SUN", "2026-11-01T00:00Z", true],
    ["0 0 * * mon-fri", "2026-11-01T00:00Z", false],
    ["0 0 1 jan,nov *", "2026-11-01T00:00Z", true],
    ["0 0 2 * sun", "2026-11-01T00:00Z", true],
    ["0 0 2 * mon", "2026-11-01T00:00Z", false],
  ])("%s at %s: %s", (cron, time, expected) => {
    expect(parseCron(cron)(new Date(time))).toBe(expected);
  });

  it.each(["", "* * * *", "60 * * * *", "*/0 * * * *", "5-1 * * * *", "0 0 L * *", "0 0 * foo *"])(
    "refuses %j",
    (cron) => {
      expect(() => parseCron(cron)).toThrow(`The cron "${cron}" in wrangler.toml is not understood here.`);
    },
  );
});

describe("the timer", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: new Date("2026-11-01T00:03:20Z") });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("calls each cron in its minute, with that minute, until it is stopped", async () => {
    const called: string[] = [];
    const stop = runCrons(["*/5 * * * *", "6 * * * *"], async (cron, time) => {
      called.push(`${cron} ${time.toISOString()}`);
    });
    await vi.advanceTimersByTimeAsync(7 * 60_000);
    stop();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(called).toEqual([
      "*/5 * * * * 2026-11-01T00:05:00.000Z",
      "6 * * * * 2026-11-01T00:06:00.000Z",
      "*/5 * * * * 2026-11-01T00:10:00.000Z",
    ]);
  });

  it("does not run without crons", () => {
    runCrons([], async () => {});
    expect(vi.getTimerCount()).toBe(0);
  });
});
