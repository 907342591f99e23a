import { describe, expect, it } from "vitest";
import { waveOf } from "../../../src/core/audit/wave.ts";

const quiet = Array(23).fill(0);
const wrong = (count: number) => [{ reason: "wrong-pin", count }];

describe("a wave of failures", () => {
  it("is thirty failures in an hour if there are usually none, and not one fewer", () => {
    expect(waveOf(wrong(30), quiet)).toEqual({ count: 30, reason: "wrong-pin" });
    expect([waveOf(wrong(29), quiet), waveOf([], quiet), waveOf(wrong(30), [])]).toEqual([
      null,
      null,
      { count: 30, reason: "wrong-pin" },
    ]);
  });

  it("is five times the usual number of an hour, whatever single hours had", () => {
    const usual = [...Array(20).fill(20), 0, 4000, 4000];
    expect([waveOf(wrong(99), usual), waveOf(wrong(100), usual)]).toEqual([null, { count: 100, reason: "wrong-pin" }]);
  });

  it("is called after its most frequent reason, and counts them all", () => {
    const many = [...wrong(20), { reason: "unknown-user", count: 15 }];
    expect(waveOf(many, quiet)).toEqual({ count: 35, reason: "wrong-pin" });
  });
});
