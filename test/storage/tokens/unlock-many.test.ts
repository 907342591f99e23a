// Opening many locks: changes between the look and the update, and the cost of the look.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { countLocked, unlockMany } from "../../../src/core/admin/unlock-many.ts";
import type { Caller } from "../../../src/core/caller.ts";
import { createNotes } from "../../../src/storage/audit/store.ts";
import { createUnlocking } from "../../../src/storage/tokens/unlock-many.ts";
import { adminCaller, callAt, NO_NOTE, realKeyring, realPorts } from "../../support/ports.ts";
import { failuresOf, setFailures } from "../../support/rows.ts";
import { initToken } from "../../support/service.ts";

const NOW = Date.now();
const ALL = { sinceMs: 0, realm: undefined };
const ports = await realPorts();
const { management } = ports;
const SERIALS = ["A", "B", "C"];
let caller: Caller;
beforeAll(async () => {
  caller = await adminCaller();
  for (const serial of SERIALS) await initToken({ user: serial, serial });
});
beforeEach(async () => {
  for (const serial of SERIALS) await setFailures(serial, { path: "pin", failcount: 10, locks: 0, failed_at_ms: NOW });
});

async function find(): Promise<readonly number[]> {
  const found = await management.findLocked(caller, ALL, 1000, NOW);
  if (!found.ok) throw new Error(found.reason.code);
  return found.ids;
}
const lockedNow = async () => (await Promise.all(SERIALS.map(failuresOf))).filter((rows) => rows.length > 0).length;

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

  it("two resets at once open and count each token once", async () => {
    const call = { ...callAt(NOW), caller, afterwards: () => {} };
    const both = await Promise.all([unlockMany(ports, ALL, call), unlockMany(ports, ALL, call)]);
    expect(both.map((done) => done.ok && done.unlocked).toSorted()).toEqual([0, 3]);
    expect(await countLocked(ports, ALL, call)).toEqual({ ok: true, count: 0 });
  });
});

describe("the look at many locks", () => {
  it("uses the index of failures, and reads no token that has none", async () => {
    let plans: D1Result<{ detail: string }>[] = [];
    const explaining = {
      prepare: (sql: string) => env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`),
      batch: async (statements: D1PreparedStatement[]) => {
        plans = await env.DB.batch<{ detail: string }>(statements);
        return plans;
      },
    } as unknown as D1Database;
    const notes = createNotes(env.DB, await realKeyring(), ports.settings);
    await createUnlocking(explaining, notes, ports.settings).findLocked(caller, ALL, 1000, NOW);
    expect(plans).toHaveLength(3);
    for (const { results } of plans.slice(1)) {
      const steps = results.map(({ detail }) => detail).join("; ");
      expect(steps).toContain("USING INDEX lock_by_failure");
      expect(steps).toContain("SEARCH token USING INTEGER PRIMARY KEY");
      expect(steps).not.toMatch(/SCAN (token|lock)/);
    }
  });
});
