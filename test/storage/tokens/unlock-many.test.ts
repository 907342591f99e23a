// Opening many locks: changes between the look and the update, and what a look finds.

import { beforeEach, describe, expect, it } from "vitest";
import { countLocked, unlockMany } from "../../../src/core/admin/unlock-many.ts";
import type { Cursor } from "../../../src/core/ports/paging.ts";
import type { WhichLocked } from "../../../src/core/ports/tokens/management.ts";
import { initToken } from "../../support/service.ts";
import { accountWith, adminCaller, callAt, NO_NOTE, realPorts } from "../../support/storage/ports.ts";
import { failureRows, rowOf, setFailures, setRow } from "../../support/storage/rows.ts";

const NOW = Date.now();
const DAY_MS = 86_400_000;
const ALL = { sinceMs: 0, realm: undefined, after: undefined };
const ports = await realPorts();
const { management } = ports;
const SERIALS = ["A", "B", "C"];
const caller = await adminCaller();
for (const serial of SERIALS) await initToken({ user: serial, serial });
beforeEach(async () => {
  for (const serial of SERIALS) await setFailures(serial, { path: "pin", failcount: 10, locks: 0, failed_at_ms: NOW });
});

async function find(): Promise<readonly number[]> {
  const found = await management.findLocked(caller, ALL, { most: 100, after: undefined }, NOW);
  if (!found.ok) throw new Error(found.reason.code);
  return found.rows;
}
const lockedNow = async () => (await Promise.all(SERIALS.map(failureRows))).filter((rows) => rows.length > 0).length;

describe("between the look at many locks and their opening", () => {
  it("a token that is no longer locked stops the whole change, so the trail never counts one too many", async () => {
    const ids = await find();
    await setFailures("B", { path: "pin", failcount: 0, locks: 0, failed_at_ms: NOW });
    expect(await management.unlock(caller, ALL, ids, NOW, NO_NOTE)).toEqual({ ok: true, unlocked: false });
    expect(await lockedNow()).toBe(2);
  });

  it("a token that was locked after the question stays locked", async () => {
    await setFailures("C", { path: "pin", failcount: 9, locks: 0, failed_at_ms: NOW });
    const ids = await find();
    await setFailures("C", { path: "pin", failcount: 10, locks: 0, failed_at_ms: NOW });
    expect(await management.unlock(caller, ALL, ids, NOW, NO_NOTE)).toEqual({ ok: true, unlocked: true });
    expect(await lockedNow()).toBe(1);
  });

  it("a lock that opens by itself stops it, too", async () => {
    const ids = await find();
    expect(await management.unlock(caller, ALL, ids, NOW + DAY_MS, NO_NOTE)).toEqual({ ok: true, unlocked: false });
    expect(await lockedNow()).toBe(3);
  });

  it("a token that is revoked stops it, too", async () => {
    const ids = await find();
    await setRow("B", { revoked: 1 });
    expect(await management.unlock(caller, ALL, ids, NOW, NO_NOTE)).toEqual({ ok: true, unlocked: false });
    await setRow("B", { revoked: 0 });
  });

  it("an account that has lost the right opens none", async () => {
    const without = await accountWith(["enable", "tokenlist"]);
    const refused = { ok: false, reason: { code: "missing-right", right: "reset" } };
    expect(await management.unlock(without, ALL, await find(), NOW, NO_NOTE)).toEqual(refused);
    expect(await lockedNow()).toBe(3);
  });

  it("two resets at once open and count each token once", async () => {
    const call = { ...callAt(NOW), caller, afterwards: () => {} };
    const both = await Promise.all([unlockMany(ports, ALL, call), unlockMany(ports, ALL, call)]);
    expect(both.map((done) => done.ok && done.count).toSorted()).toEqual([0, 3]);
    expect(await countLocked(ports, ALL, call)).toEqual({ ok: true, count: 0, after: undefined });
  });
});

describe("the look at many locks", () => {
  const look = async (which: Partial<WhichLocked>, most: number, after?: Cursor) => {
    const found = await management.findLocked(caller, { ...ALL, ...which }, { most, after }, NOW);
    if (!found.ok) throw new Error(found.reason.code);
    return found;
  };

  it("goes on where it ended, also after locks that are not meant", async () => {
    await setRow("A", { realm: "other" });
    for (const [serial, locks] of [
      ["A", 3],
      ["B", 2],
      ["C", 1],
    ] as const)
      await setFailures(serial, { path: "pin", failcount: 10, locks, failed_at_ms: NOW });
    const first = await look({ realm: "realm1" }, 1);
    expect([first.rows, first.after === undefined]).toEqual([[], false]);
    const second = await look({ realm: "realm1" }, 1, first.after);
    const third = await look({ realm: "realm1" }, 1, second.after);
    const ids = await Promise.all(["B", "C"].map(async (serial) => (await rowOf(serial)).id));
    expect([...second.rows, ...third.rows]).toEqual(ids);
    expect([third.after, third.exact]).toEqual([undefined, false]);
    await setRow("A", { realm: "realm1" });
  });

  it("counts a token with several locks once", async () => {
    await setFailures("A", { path: "open", failcount: 10, locks: 0, failed_at_ms: NOW });
    expect((await look({}, 100)).rows).toHaveLength(4);
    expect(await countLocked(ports, ALL, { ...callAt(NOW), caller, afterwards: () => {} })).toMatchObject({ count: 3 });
    await setFailures("A", { path: "open", failcount: 0, locks: 0, failed_at_ms: NOW });
  });

  it("finds a lock that closed at the time, and none that closed before, however long it lasts", async () => {
    await setFailures("A", { path: "pin", failcount: 10, locks: 2, failed_at_ms: NOW - 1 });
    expect((await look({ sinceMs: NOW }, 100)).rows).toHaveLength(2);
  });

  it("finds a token of an administrator only in its own realm", async () => {
    const realm = ports.settings.adminRealm;
    await setRow("A", { realm });
    expect((await look({}, 100)).rows).toHaveLength(2);
    expect((await look({ realm }, 100)).rows).toHaveLength(1);
    await setRow("A", { realm: "realm1" });
  });

  it("is refused to an account without the right", async () => {
    const without = await accountWith(["tokenlist"]);
    const found = await management.findLocked(without, ALL, { most: 100, after: undefined }, NOW);
    expect(found).toEqual({ ok: false, reason: { code: "missing-right", right: "reset" } });
  });

  it("finds only tokens of the realms that the account is bound to, also when it names none", async () => {
    await setRow("A", { realm: "blue" });
    const bound = await accountWith(["reset"], ["blue"]);
    const found = await management.findLocked(bound, ALL, { most: 100, after: undefined }, NOW);
    expect(found).toMatchObject({ ok: true, rows: [(await rowOf("A")).id] });
    await setRow("A", { realm: "realm1" });
  });

  it("refuses a cursor of another list", async () => {
    await expect(look({}, 100, [1])).rejects.toThrow("invalid-parameter");
  });

  it("finds what a lower limit has closed", async () => {
    await setFailures("A", { path: "pin", failcount: 4, locks: 0, failed_at_ms: NOW });
    expect((await look({}, 100)).rows).toHaveLength(2);
    const subject = { serial: "A", named: undefined };
    const lower = {
      kind: "set",
      maxFail: 4,
      description: undefined,
      validFromMs: undefined,
      validUntilMs: undefined,
    } as const;
    await management.change(caller, "set", subject, lower, NOW, NO_NOTE);
    expect((await look({}, 100)).rows).toHaveLength(3);
    await management.change(caller, "set", subject, { ...lower, maxFail: 10 }, NOW, NO_NOTE);
    expect((await look({}, 100)).rows).toHaveLength(2);
  });
});
