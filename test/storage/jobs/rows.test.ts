// The rows of jobs: who begins one, how many at once, who sees which.

import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import { auditRows, emptyTrail, runSql } from "../../support/audit.ts";
import { accountWith, callAt, realPorts } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const { jobs } = await realPorts();
const DAY_MS = 24 * 3600 * 1000;
const NOW = 10 * DAY_MS;
const NOTE = { held: entryOf(callAt(NOW), { success: true, event: "JOB_BEGUN" }) };
const WHAT = { kind: "tokens", action: "delete", dryRun: false, name: "" } as const;
type By = Awaited<ReturnType<typeof accountWith>>;

let desk: By;
let other: By;
beforeEach(async () => {
  await runSql("DELETE FROM job");
  await emptyTrail();
  [desk, other] = [await accountWith(["delete"]), await accountWith(["delete"])];
});

const register = (id: string, by = desk, beganAtMs = NOW) =>
  jobs.register(by, "delete", { id, ...WHAT, items: 1, beganAtMs }, NOTE);
const listed = async (by = desk) => {
  const found = await jobs.list(by);
  return found.ok ? found.jobs.map(({ id }) => id) : found.reason.code;
};

describe("a job", () => {
  it("begins for an account with the right, told for which realms that holds", async () => {
    expect(await register("everywhere")).toEqual({ ok: true, realms: null });
    expect(await register("bound", await accountWith(["delete"], ["corp"]))).toEqual({ ok: true, realms: ["corp"] });
    const before = await rowsOf("job");
    const refused = await register("refused", await accountWith(["tokenlist"]));
    expect(refused).toMatchObject({ ok: false, reason: { code: "missing-right" } });
    expect(await rowsOf("job")).toEqual(before);
  });

  it("of three goes on, and no fourth begins until one has ended or is a day old", async () => {
    for (const id of ["a", "b"]) await register(id);
    expect(await register("a day old", desk, NOW - DAY_MS)).toMatchObject({ ok: true });
    expect(await register("c")).toMatchObject({ ok: true });
    expect(await register("d")).toMatchObject({ reason: { code: "too-many-jobs" } });
    expect(await register("of another", other)).toMatchObject({ ok: true });
    await jobs.end("b", NOW + 1, NOTE);
    expect(await register("d")).toMatchObject({ ok: true });
  });

  it("counts for a day, to the millisecond", async () => {
    for (const id of ["a", "b", "c"]) await register(id, desk, NOW - DAY_MS + 1);
    expect(await register("d")).toMatchObject({ reason: { code: "too-many-jobs" } });
    await runSql("UPDATE job SET began_at_ms = began_at_ms - 1 WHERE id = 'a'");
    expect(await register("d")).toMatchObject({ ok: true });
  });

  it("is not begun again under the id of one that has ended, or that is another account's", async () => {
    await register("once");
    expect(await register("once")).toMatchObject({ ok: true });
    const unknown = { ok: false, reason: { code: "unknown-job" } };
    expect(await register("once", other)).toEqual(unknown);
    await jobs.end("once", NOW + 1, NOTE);
    expect(await register("once")).toEqual(unknown);
  });

  it("ends once, and is noted once", async () => {
    await register("once");
    await emptyTrail();
    for (const atMs of [NOW + 1, NOW + 2]) await jobs.end("once", atMs, NOTE);
    expect(await rowsOf("job")).toMatchObject([{ id: "once", ended_at_ms: NOW + 1 }]);
    expect(await auditRows()).toHaveLength(1);
  });
});

describe("the list", () => {
  it("has the account's own jobs, the newest first", async () => {
    await register("first", desk, NOW);
    await register("second", desk, NOW + 1);
    await register("of another", other);
    expect([await listed(), await listed(other)]).toEqual([["second", "first"], ["of another"]]);
  });

  it("leaves out those of an earlier account of that name", async () => {
    for (const atMs of [NOW - 1, NOW]) await register(`at ${atMs}`, desk, atMs);
    await runSql("UPDATE admin SET created_at_ms = ? WHERE name = ?", NOW, desk.name);
    expect(await listed()).toEqual([`at ${NOW}`]);
  });

  it("is refused to an account that is gone or was signed out", async () => {
    expect(await listed({ ...desk, generation: desk.generation + 1 })).toBe("signed-out");
    expect(await listed({ ...desk, name: "gone" })).toBe("signed-out");
  });
});
