// The counters over the whole life of a database: which sums are in them, and that each row counts
// once.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { Caller } from "../../../src/core/caller.ts";
import { readTotals } from "../../../src/storage/numbers/totals.ts";
import { emptyTrail, runSql, writeMany } from "../../support/audit.ts";
import { accountWith, adminCaller } from "../../support/storage/ports.ts";

const NOW = 1_700_000_000_000;
const caller = await adminCaller();
const read = (by: Caller = caller) =>
  readTotals(env.DB, by, NOW, { lockRule: { kind: "for-good" }, challengeValidityMs: 120_000 });
const totals = async () => {
  const found = await read();
  if (!found.ok) throw new Error(found.reason.code);
  return found.totals;
};
const insertSum = (kind: string, fromMs: number, detail: string, count: number, totalMs = 0) =>
  runSql(
    `INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms) VALUES ('${kind}', ${fromMs}, '${detail}', ${count}, ${totalMs})`,
  );

beforeEach(emptyTrail);

it("has the sums of all time, and not those of an hour", async () => {
  await insertSum("total", 0, "PIN_FAIL wrong-pin", 5);
  await insertSum("total", NOW, "PIN_FAIL wrong-pin", 100);
  await insertSum("answered", 0, "2", 3, 7000);
  await insertSum("answered", NOW, "2", 100, 100);
  await insertSum("login", 0, "LOGIN_SUCCESS ", 100);
  await insertSum("answer", 0, "2", 100, 100);
  const { events, answers } = await totals();
  expect(events).toEqual([{ event: "PIN_FAIL", reason: "wrong-pin", count: 5 }]);
  expect([answers.counts.filter((count) => count > 0), answers.counts[2], answers.totalMs]).toEqual([[3], 3, 7000]);
});

it("adds the rows after the last that was summed", async () => {
  await insertSum("total", 0, "PIN_FAIL wrong-pin", 5);
  await writeMany(4, NOW, { event: "'PIN_FAIL'", reason: "'wrong-pin'" });
  await runSql("UPDATE housekeeping SET summed_number = 3, ran_at_ms = 7");
  expect(await totals()).toMatchObject({
    events: [{ event: "PIN_FAIL", reason: "wrong-pin", count: 6 }],
    ranAtMs: 7,
  });
});

describe("the open logins", () => {
  const VALID_MS = 120_000;
  const row = (attempt: string, atMs: number, event: string, authentication = "") =>
    writeMany(1, atMs, {
      attempt_id: `'${attempt}'`,
      event: `'${event}'`,
      authentication: `'${authentication}'`,
    });
  const opened = (attempt: string, atMs = NOW) => row(attempt, atMs, "CHALLENGE_TRIGGERED", "CHALLENGE");

  it("are those opened lately that have not ended, each once", async () => {
    await opened("open", NOW - VALID_MS + 1);
    await row("open", NOW, "CHALLENGE_ANSWERED_FAIL", "REJECT");
    await opened("over", NOW - VALID_MS);
    await row("over", NOW, "CHALLENGE_ANSWERED_FAIL", "REJECT");
    await opened("done");
    await row("done", NOW, "LOGIN_SUCCESS", "ACCEPT");
    await opened("");
    expect((await totals()).openLogins).toBe(1);
  });

  it("are among the newest 450 rows", async () => {
    await opened("open");
    await writeMany(449, NOW);
    expect((await totals()).openLogins).toBe(1);
    await writeMany(1, NOW);
    expect((await totals()).openLogins).toBe(0);
  });
});

it("is refused to an account without the right, or bound to realms", async () => {
  expect(await read(await accountWith(["auditlog"]))).toMatchObject({ ok: false, reason: { code: "missing-right" } });
  expect(await read(await accountWith(["metrics"], ["blue"]))).toMatchObject({ reason: { code: "other-realm" } });
});
