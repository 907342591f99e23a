// The state of a token from its fields alone: whether its period has begun, and what prevents a
// login.

import { describe, expect, it } from "vitest";
import { readValidityPeriod } from "../../src/core/token/validity.ts";
import { isValidAt, type TokenRecord, tokenState } from "../../src/core/token.ts";

const token = (parts: Partial<TokenRecord>) => ({ failures: [], maxFail: 3, ...parts }) as unknown as TokenRecord;

describe("a validity period", () => {
  const at = (validFromMs: number | null, validUntilMs: number | null) =>
    [999, 1000, 1999, 2000].map((nowMs) => isValidAt(token({ validFromMs, validUntilMs }), nowMs));

  it("begins with its first millisecond and ends before its last", () => {
    expect(at(1000, 2000)).toEqual([false, true, true, false]);
  });

  it("has no bound where none is given", () => {
    expect(at(null, null)).toEqual([true, true, true, true]);
    expect(at(1000, null)).toEqual([false, true, true, true]);
    expect(at(null, 2000)).toEqual([true, true, true, false]);
  });
});

describe("a validity period as it is written", () => {
  const read = (start?: string, end?: string) =>
    readValidityPeriod((name) => ({ validity_period_start: start, validity_period_end: end })[name]);

  it.each([
    ["2026-01-31T08:00+0000", Date.UTC(2026, 0, 31, 8)],
    ["2026-01-31T08:00Z", Date.UTC(2026, 0, 31, 8)],
    ["2026-01-31T08:00:05+02:00", Date.UTC(2026, 0, 31, 6, 0, 5)],
    ["2026-01-31T08:00:05.250-0130", Date.UTC(2026, 0, 31, 9, 30, 5, 250)],
  ])("is understood with a zone: %s", (text, ms) => {
    expect(read(text)).toEqual({ ok: true, validFromMs: ms, validUntilMs: undefined });
    expect(read(undefined, text)).toEqual({ ok: true, validFromMs: undefined, validUntilMs: ms });
  });

  it.each(["2026-01-31", "2026-01-31T08:00", "2026-13-31T08:00Z", "2026-01-31T25:00Z", "tomorrow", "31.01.2026", "0"])(
    "is refused when it is no time with a zone: %s",
    (text) => {
      const reason = { code: "invalid-parameter", message: expect.stringContaining("Expected a time such as") };
      expect(read(text)).toEqual({ ok: false, reason });
      expect(read(undefined, text)).toEqual({ ok: false, reason });
    },
  );
});

describe("the state of a token", () => {
  const usable = {
    active: true,
    revoked: false,
    rolloutState: "enrolled",
    validFromMs: null,
    validUntilMs: null,
  } as const;
  const failed = (failedAtMs: number) => ({ failures: [{ path: "pin", failCount: 3, locks: 0, failedAtMs }] }) as const;
  it.each([
    ["active", {}],
    ["locked", failed(1501)],
    ["active", failed(1500)], // its lock has opened by itself
    ["not-valid-now", { validUntilMs: 2000 }],
    ["not-valid-now", { validFromMs: 2001 }],
    ["not-enrolled", { rolloutState: "clientwait" }],
    ["disabled", { active: false, rolloutState: "clientwait" }],
    ["revoked", { revoked: true, active: false }],
  ] as const)("is %s with %j", (state, parts) => {
    expect(tokenState(token({ ...usable, ...parts }), { nowMs: 2000, lockRule: { kind: "fixed", ms: 500 } })).toBe(
      state,
    );
  });
});
