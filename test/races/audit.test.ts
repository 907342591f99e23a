// The trail of simultaneous requests: one success for each login, however many ask at the same
// time.

import { beforeEach, describe, expect, it, vi } from "vitest";
import { auditRows, auditRowsOnce, refusalCounts, runSql, type StoredEntry, verifyTrail } from "../support/audit.ts";
import { attemptIdFor } from "../support/house/names.ts";
import { answer, answered, atOnce, endLogin, enrolledUser, tally, trigger, wrongOnes } from "../support/login.ts";
import { check } from "../support/service.ts";
import { realKeyring } from "../support/storage/ports.ts";

const AT_ONCE = 32;
const ROUNDS = [1, 2, 3];
const ANSWER = "POST /ttype/<ttype>";
const CHECK = "POST /validate/check";
const outcomes = (rows: readonly StoredEntry[]) =>
  tally(rows.map(({ success, reason, serial }) => `${serial}: ${success ? "success" : reason}`));

/** The number of times that each outcome was noted, in rows or counts, once there are so many. */
async function noted(columns: Partial<StoredEntry>, least = AT_ONCE): Promise<Record<string, number>> {
  const look = async () => {
    const rows = tally((await auditRows(columns)).map(({ success, reason }) => (success ? "success" : reason)));
    for (const [reason, count] of Object.entries(await refusalCounts())) rows[reason] = (rows[reason] ?? 0) + count;
    return rows;
  };
  const total = async () => Object.values(await look()).reduce((sum, count) => sum + count, 0);
  await vi.waitUntil(async () => (await total()) >= least, { timeout: 5000 });
  return look();
}

beforeEach(() => runSql("DELETE FROM refusal_count"));

describe("32 at once", () => {
  it.each(ROUNDS)("times the same right answer leaves one success (round %i)", async (round) => {
    const { serial, ...rest } = await enrolledUser(`alice${round}`);
    const login = await trigger({ serial, ...rest });
    await atOnce(AT_ONCE, () => answer(login, login.right));
    const columns = { attempt_id: await attemptIdFor(login.transactionId), action: ANSWER, serial };
    expect(await noted(columns, 1)).toEqual({ success: 1 });
  });

  it.each(ROUNDS)("wrong answers leave 32 failures, ten of them counted (round %i)", async (round) => {
    const { serial, ...rest } = await enrolledUser(`bob${round}`);
    const login = await trigger({ serial, ...rest });
    await Promise.all(wrongOnes(login.right, AT_ONCE).map((wrong) => answer(login, wrong)));
    expect(await noted({ attempt_id: await attemptIdFor(login.transactionId), action: ANSWER, serial })).toEqual({
      "wrong-response": 10,
      "challenge-not-open": 22,
    });
  });

  it.each(ROUNDS)(
    "finalizes leave one success, and a failure of each that asked the lock (round %i)",
    async (round) => {
      const { serial, ...rest } = await enrolledUser(`carol${round}`);
      const login = await answered({ serial, ...rest });
      const replies = await atOnce(AT_ONCE, () => endLogin(login));
      expect(replies.filter(({ json }) => json.result.value)).toHaveLength(1);
      // A finalization that comes when the login is already used is a poll that decides nothing,
      // and leaves no row.
      const rows = await auditRowsOnce(2, {
        attempt_id: await attemptIdFor(login.transactionId),
        action: CHECK,
        authentication: "REJECT",
      });
      expect(new Set(rows.map(({ reason }) => reason))).toEqual(new Set(["nothing-to-finalize"]));
      expect(rows.length).toBeLessThan(AT_ONCE);
      const accepted = await auditRows({
        attempt_id: await attemptIdFor(login.transactionId),
        action: CHECK,
        authentication: "ACCEPT",
      });
      expect(outcomes(accepted)).toEqual({ [`${serial}: success`]: 1 });
    },
  );

  it.each(ROUNDS)("that bring the response and finalize leave one success (round %i)", async (round) => {
    const dave = await enrolledUser(`dave${round}`);
    const { transactionId, user, right } = await trigger(dave);
    await atOnce(AT_ONCE, () => check({ user, transaction_id: transactionId, response: right }));
    await noted({ attempt_id: await attemptIdFor(transactionId) });
    expect(await auditRows({ attempt_id: await attemptIdFor(transactionId), success: 1 })).toHaveLength(1);
  });

  it.each(ROUNDS)("wrong PINs leave one failure each (round %i)", async (round) => {
    const { user, serial } = await enrolledUser(`erin${round}`);
    await atOnce(AT_ONCE, () => check({ user, pass: "0000" }));
    expect(await noted({ serial, action: CHECK })).toEqual({ "wrong-pin": 10, "token-locked": AT_ONCE - 10 });
  });
});

describe("a trail with many simultaneous writers", () => {
  it("is whole, and its numbers have no gaps", async () => {
    const { problems } = await verifyTrail(await realKeyring());
    expect(problems).toEqual([]);
    const rows = await auditRows();
    expect(rows.map(({ number }) => number)).toEqual(rows.map((_, index) => index + 1));
  });
});
