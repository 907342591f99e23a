// What one look at the numbers counts, and where it ends: each sum, row and refusal once, and no
// more of them than it may read.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { computeStatistics } from "../../../src/storage/numbers/statistics.ts";
import { emptyTrail, many, runSql, writeMany } from "../../support/audit.ts";
import { adminCaller } from "../../support/storage/ports.ts";

const HOUR = 3_600_000;
const NOW = 500_000 * HOUR + HOUR / 2;
/** The period begins with this hour. */
const SINCE = 499_977 * HOUR;
const MINUTE = NOW / 60_000;
const caller = await adminCaller();

const statistics = async () => {
  const read = await computeStatistics(env.DB, caller, { nowMs: NOW, hours: 24, lockRule: { kind: "for-good" } });
  if (!read.ok) throw new Error(read.reason.code);
  return read.statistics;
};
const insertSum = (kind: string, fromMs: number, count: number, detail = "wrong-pin") =>
  runSql(
    `INSERT INTO audit_sum (kind, from_ms, detail, count, total_ms) VALUES ('${kind}', ${fromMs}, '${detail}', ${count}, 0)`,
  );
const insertRefusals = (columns: string, count = 1) =>
  runSql(`INSERT INTO refusal_count (minute, network, reason, event, count, noted) ${many(count, columns)}`);

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
});

it("counts each sum of the period once, from its first hour on", async () => {
  for (const fromMs of [SINCE - HOUR, SINCE, NOW - HOUR / 2]) {
    await insertSum("login", fromMs, 3, "");
    await insertSum("failure", fromMs, 2);
  }
  const { logins, failures } = await statistics();
  expect(logins.map(({ count }) => count)).toEqual([3, ...Array(22).fill(0), 3]);
  expect(failures).toEqual([{ reason: "wrong-pin", count: 4 }]);
});

it("takes the median of answers from the first hour on", async () => {
  await insertSum("answer", SINCE - HOUR, 5, "1");
  expect((await statistics()).medianAnswerMs).toBe(null);
  await insertSum("answer", SINCE, 1, "1");
  expect((await statistics()).medianAnswerMs).not.toBe(null);
});

it("counts the same whole hours a day before, without the one that runs now", async () => {
  const DAY = 24 * HOUR;
  for (const [at, fromMs] of [SINCE - DAY - HOUR, SINCE - DAY, SINCE - 2 * HOUR, SINCE - HOUR].entries()) {
    await insertSum("login", fromMs, 10 ** at, "");
    await insertSum("failure", fromMs, 2 * 10 ** at);
    await insertSum("failure", fromMs, 1, "token-locked");
  }
  const { dayBefore, logins, failures } = await statistics();
  expect(dayBefore).toEqual({ logins: 110, failures: 222 });
  expect([logins.some(({ count }) => count > 0), failures]).toEqual([false, []]);
});

it("finds a wave in the last sixty minutes, and counts each of its failures once", async () => {
  await insertSum("recent", NOW - HOUR, 20);
  await insertSum("recent", NOW - HOUR - 300_000, 40);
  expect((await statistics()).wave).toBe(null);
  await insertSum("recent", NOW - 300_000, 10);
  expect((await statistics()).wave).toEqual({ count: 30, reason: "wrong-pin" });
});

it("counts refusals that have no row yet, from the first minute of the period on", async () => {
  await insertRefusals(`${SINCE / 60_000}, 'first', 'unknown-user', 'USER_UNKNOWN', 7, 5`);
  await insertRefusals(`${SINCE / 60_000 - 1}, 'earlier', 'unknown-user', 'USER_UNKNOWN', 7, 5`);
  await insertRefusals(`${MINUTE}, 'noted', 'wrong-credentials', 'SIGN_IN_FAIL', 5, 5`);
  await insertRefusals(`${MINUTE}, 'no login', 'invalid-authorization', 'ACCESS_DENIED', 9, 5`);
  expect((await statistics()).failures).toEqual([{ reason: "unknown-user", count: 2 }]);
});

it("names the reasons with as many failures by the alphabet", async () => {
  for (const [index, reason] of ["b", "c", "a", "z"].entries())
    await insertSum("failure", SINCE + index * HOUR, 1, reason);
  await insertSum("failure", SINCE, 1, "z");
  expect((await statistics()).failures.map(({ reason }) => reason)).toEqual(["z", "a", "b", "c"]);
});

it("is complete while it may read all that has no sum", async () => {
  await writeMany(500, `${NOW} - 1000 + i`, { authentication: "'REJECT'", reason: "'wrong-pin'" });
  await insertRefusals(`${MINUTE}, 'network' || i, 'unknown-user', 'USER_UNKNOWN', 6, 5`, 1000);
  expect(await statistics()).toMatchObject({ complete: true, untilMs: NOW });
  await insertRefusals(`${MINUTE}, 'one more', 'unknown-user', 'USER_UNKNOWN', 6, 5`);
  expect(await statistics()).toMatchObject({ complete: false, untilMs: NOW });
});

it("is refused to an account that has signed in again since", async () => {
  const late = { ...caller, generation: caller.generation - 1 };
  const read = await computeStatistics(env.DB, late, { nowMs: NOW, hours: 24, lockRule: { kind: "for-good" } });
  expect(read).toEqual({ ok: false, reason: { code: "signed-out" } });
});
