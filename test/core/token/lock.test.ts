// The rules of the locks: how long each lasts, and what it closes.

import { describe, expect, it } from "vitest";
import {
  type Failures,
  failCountOf,
  type LockPath,
  type LockRule,
  lockMs,
  locksOf,
  pathsOf,
} from "../../../src/core/token/lock.ts";

const GROWING: LockRule = { kind: "growing" };
const failures = (path: LockPath, parts: Partial<Failures> = {}): Failures => ({
  path,
  failCount: 3,
  locks: 0,
  failedAtMs: 0,
  ...parts,
});
const minutes = (path: LockPath, rule: LockRule = GROWING) =>
  [0, 1, 2, 3, 7, 37, 38, 1e6].map((locks) => (lockMs({ path, locks }, rule) ?? Number.NaN) / 60_000);

describe("a lock", () => {
  it.each<[LockPath, number[]]>([
    ["pin", [1, 4, 9, 15, 15, 15, 15, 15]],
    ["browser", [1, 4, 9, 15, 15, 15, 15, 15]],
    ["open", [1, 4, 9, 16, 60, 60, 60, 60]],
    ["vouched", [1, 4, 9, 16, 64, 1440, 1440, 1440]],
  ])("of %s lasts longer each time, up to a limit", (path, expected) => {
    expect(minutes(path)).toEqual(expected);
  });

  it("lasts as long as the setting says, however many came before", () => {
    expect(minutes("vouched", { kind: "fixed", ms: 60_000 * 7 })).toEqual([7, 7, 7, 7, 7, 7, 7, 7]);
  });

  it("closes at the maximum and opens to the millisecond, counted from the last failure", () => {
    const at = (nowMs: number, failCount = 3) =>
      locksOf(
        { failures: [failures("pin", { failCount, failedAtMs: 1000 })], maxFail: 3 },
        { nowMs, lockRule: GROWING },
      ).length;
    expect([at(1000, 2), at(1000), at(60_999), at(61_000), at(1000, 4)]).toEqual([0, 1, 1, 0, 1]);
  });

  it("stays closed for good if the setting says so", () => {
    const clock = { nowMs: Number.MAX_SAFE_INTEGER, lockRule: { kind: "for-good" } } as const;
    expect(locksOf({ failures: [failures("pin")], maxFail: 3 }, clock)).toMatchObject([{ opensAtMs: undefined }]);
  });
});

it("a first factor depends on its own path and on that of the login to which it leads", () => {
  const [withPin, without] = [{ sealedPin: "sealed" }, { sealedPin: null }];
  expect(pathsOf("pin", withPin)).toEqual(["pin", "vouched"]);
  expect(pathsOf("pin", without)).toEqual(["pin", "open"]);
  for (const token of [withPin, without]) {
    expect(pathsOf("browser", token)).toEqual(["browser", "vouched"]);
    expect(pathsOf("vouched", token)).toEqual(["vouched"]);
  }
});

it("the counter of a token is that of the path with the most", () => {
  expect(failCountOf({ failures: [] })).toBe(0);
  expect(failCountOf({ failures: [failures("pin", { failCount: 2 }), failures("open", { failCount: 5 })] })).toBe(5);
});
