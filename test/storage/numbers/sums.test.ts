// The sums of the trail: each row is added once, whatever happens to cron, and the statistics are
// the same before and after.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { computeStatistics } from "../../../src/storage/numbers/statistics.ts";
import { forgetSums, sumRows } from "../../../src/storage/numbers/sum-rows.ts";
import { medianOf, type Sum } from "../../../src/storage/numbers/sums.ts";
import { emptyTrail, writeMany } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { adminCaller } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const HOUR = 3_600_000;
const NOW = 500_000 * HOUR + HOUR / 2;
const caller = await adminCaller();

const statistics = async (nowMs = NOW) => {
  const read = await computeStatistics(env.DB, caller, { nowMs, hours: 24, lockRule: { kind: "for-good" } });
  if (!read.ok) throw new Error(read.reason.code);
  return read.statistics;
};
const sums = () => rowsOf("audit_sum") as Promise<Sum[]>;
const mark = async () => (await rowsOf("housekeeping")) as { summed_number: number }[];

/**
 * Ten minutes apart, so that some hours have more than one: a QR code, its answer after some
 * seconds, the end, and a refusal.
 */
async function writeLogins(count: number): Promise<void> {
  const at = `${NOW} - i * 600000`;
  const id = { attempt_id: "'a' || i" };
  await writeMany(count, at, { ...id, authentication: "'CHALLENGE'" });
  const accepted = { ...id, authentication: "'ACCEPT'", success: "1" };
  await writeMany(count, `${at} + 1000 * (1 + i % 90)`, { ...accepted, action: "'POST /ttype/<ttype>'" });
  await writeMany(count, `${at} + 95000`, { ...accepted, action: "'POST /validate/check'" });
  await writeMany(count, at, {
    authentication: "'REJECT'",
    reason: "CASE i % 3 WHEN 0 THEN 'wrong-pin' ELSE 'token-locked' END",
  });
}

beforeEach(emptyTrail);

describe("the sums", () => {
  it("give the same statistics as the rows", async () => {
    await writeLogins(100);
    const before = await statistics();
    expect(before).toMatchObject({ complete: true, untilMs: NOW, medianAnswerMs: 44_500 });
    expect(before.logins.map(({ count }) => count).slice(-3)).toEqual([6, 6, 3]);
    expect(await sumRows(env.DB)).toBe(false);
    expect(await mark()).toMatchObject([{ summed_number: 400 }]);
    expect(await statistics()).toEqual(before);
    await writeLogins(3);
    const more = await statistics();
    expect(more.logins.at(-1)?.count).toBe(6);
    await sumRows(env.DB);
    expect(await statistics()).toEqual(more);
  });

  it("take each row once when two crons come at once, and when one dies", async () => {
    await writeLogins(20);
    const dying = watchedDatabase(env.DB, ({ sql }, next) =>
      sql.includes("INSERT INTO audit_sum") ? Promise.reject(new Error("died")) : next(),
    );
    await expect(sumRows(dying)).rejects.toThrow("died");
    expect([await sums(), await mark()]).toMatchObject([[], [{ summed_number: 0 }]]);
    await Promise.all([sumRows(env.DB), sumRows(env.DB), sumRows(env.DB)]);
    const logins = (await sums()).filter(({ kind }) => kind === "login");
    expect(logins.reduce((all, { count }) => all + count, 0)).toBe(20);
  });

  it("keep what a quicker cron has added meanwhile", async () => {
    expect(await sumRows(env.DB)).toBe(false);
    await writeLogins(1);
    const slow = Promise.withResolvers<void>();
    const waiting = watchedDatabase(env.DB, async ({ sql }, next) => {
      if (!sql.includes("INSERT INTO audit_sum")) return next();
      isHeld = true;
      await slow.promise;
      return next();
    });
    let isHeld = false;
    const first = sumRows(waiting);
    await vi.waitUntil(() => isHeld);
    await writeLogins(1);
    await sumRows(env.DB);
    slow.resolve();
    await first;
    expect(await mark()).toMatchObject([{ summed_number: 8 }]);
  });

  it("count a row that stands for many refusals as many", async () => {
    await writeMany(2, NOW, { authentication: "'REJECT'", reason: "'unknown-user'", count: "50" });
    await sumRows(env.DB);
    expect(await statistics()).toMatchObject({
      failures: [{ reason: "unknown-user", count: 100 }],
      wave: { count: 100, reason: "unknown-user" },
    });
  });

  it("leave out what no statistics count", async () => {
    await writeMany(5, NOW, { action: "'GET /audit/'", success: "1" });
    await writeMany(5, NOW, {
      action: "'POST /enrol/<link>/finish'",
      success: "1",
      authentication: "'ACCEPT'",
      attempt_id: "'t'",
    });
    await sumRows(env.DB);
    expect([await sums(), await mark()]).toMatchObject([[], [{ summed_number: 10 }]]);
  });

  it("are forgotten when nothing reads them any more", async () => {
    await writeMany(1, NOW - 49 * HOUR, { authentication: "'REJECT'", reason: "'wrong-pin'" });
    await writeMany(1, NOW - 3 * HOUR, { authentication: "'REJECT'", reason: "'wrong-pin'" });
    await writeMany(1, NOW, { authentication: "'REJECT'", reason: "'wrong-pin'" });
    await sumRows(env.DB);
    const before = await statistics();
    await forgetSums(env.DB, NOW);
    expect((await sums()).map(({ kind, from_ms }) => [kind, (from_ms - NOW) / HOUR])).toEqual([
      ["failure", -3.5],
      ["failure", -0.5],
      ["recent", 0],
    ]);
    expect(await statistics()).toEqual(before);
  });

  it("are kept until they are older than that, by a millisecond", async () => {
    await writeMany(1, NOW, { authentication: "'REJECT'", reason: "'wrong-pin'" });
    await sumRows(env.DB);
    const kinds = async () => (await sums()).map(({ kind }) => kind);
    await forgetSums(env.DB, NOW + 2 * HOUR);
    expect(await kinds()).toEqual(["failure", "recent"]);
    await forgetSums(env.DB, NOW + 2 * HOUR + 1);
    expect(await kinds()).toEqual(["failure"]);
    const hour = NOW - HOUR / 2;
    await forgetSums(env.DB, hour + 48 * HOUR);
    expect(await kinds()).toEqual(["failure"]);
    await forgetSums(env.DB, hour + 48 * HOUR + 1);
    expect(await kinds()).toEqual([]);
  });
});

describe("of the rows of a login", () => {
  const PHONE = "'POST /ttype/<ttype>'";
  const write = (secondsAgo: number, columns: Record<string, string>) =>
    writeMany(1, NOW - secondsAgo * 1000, { attempt_id: "'one'", ...columns });
  const added = async () => {
    await sumRows(env.DB);
    return (await sums()).map(({ kind, detail, total_ms }) => `${kind} ${detail} ${total_ms}`);
  };

  it("only a phone's answer has a time, and only since the row that opened its login", async () => {
    await write(9, { authentication: "'REJECT'", action: PHONE, reason: "'earlier'", count: "0" });
    await write(7, { authentication: "'CHALLENGE'" });
    await write(5, { authentication: "'ACCEPT'", success: "1", action: PHONE });
    expect(await added()).toContain("answer 2 2000");
  });

  it("nothing is summed of one that neither ended nor failed, or that belongs to no login", async () => {
    await write(9, { authentication: "'CHALLENGE'" });
    await write(8, { authentication: "'CHALLENGE'", success: "1" });
    await write(7, { authentication: "''", success: "0", reason: "'x'" });
    await write(6, { authentication: "''", success: "1", action: PHONE });
    await write(5, { authentication: "'ACCEPT'", success: "1", attempt_id: "''" });
    await write(4, { authentication: "'ACCEPT'", success: "1", attempt_id: "'lost'", action: PHONE });
    await write(3, { authentication: "'CHALLENGE'", attempt_id: "'trial'", action: "'POST /enrol/<link>/try'" });
    await write(2, { authentication: "'ACCEPT'", success: "1", attempt_id: "'trial'", action: PHONE });
    expect(await added()).toEqual([]);
  });

  it.each([
    [9, "9"],
    [10, "10"],
    [19, "10"],
    [59, "50"],
    [60, "60"],
    [119, "60"],
    [900, "300"],
  ])("an answer after %i seconds is in the step %s", async (seconds, step) => {
    await write(seconds, { authentication: "'CHALLENGE'" });
    await write(0, { authentication: "'ACCEPT'", success: "1", action: PHONE });
    expect(await added()).toEqual([`answer ${step} ${seconds * 1000}`, `answered ${step} ${seconds * 1000}`]);
  });
});

describe("more new rows than one look reads", () => {
  it("make the numbers end with the last row read, and cron completes them", async () => {
    await writeMany(501, `${NOW} - 1000 + i`, { authentication: "'REJECT'", reason: "'wrong-pin'" });
    expect(await statistics()).toMatchObject({
      complete: false,
      untilMs: NOW - 500,
      failures: [{ reason: "wrong-pin", count: 500 }],
    });
    await sumRows(env.DB);
    expect(await statistics()).toMatchObject({
      complete: true,
      untilMs: NOW,
      failures: [{ reason: "wrong-pin", count: 501 }],
    });
  });
});

it("the median is the mean of its step, and of two in the middle the mean of theirs", () => {
  const step = (detail: string, count: number, total_ms: number): Sum => ({
    kind: "answer",
    from_ms: 0,
    detail,
    count,
    total_ms,
  });
  expect(medianOf([])).toBe(null);
  expect(medianOf([step("7", 1, 7400)])).toBe(7400);
  expect(medianOf([step("20", 4, 100_000), step("3", 1, 3000), step("120", 2, 300_000)])).toBe(25_000);
  expect(medianOf([step("3", 1, 3000), step("9", 1, 9000), step("3", 1, 3500), step("10", 1, 11_000)])).toBe(6125);
});
