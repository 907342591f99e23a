// GET /audit/statistics and /audit/verification, from which the console makes its overview and its
// check of the trail.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type EntryDetails, entryOf } from "../../../src/core/audit/audit.ts";
import { asLogin } from "../../../src/core/call.ts";
import { createAuditTrail } from "../../../src/storage/audit/store.ts";
import { emptyTrail, KEEPER, runSql, signTrail, writeEntries } from "../../support/audit.ts";
import { admin, asAdmin, initToken, request, resultOf } from "../../support/service.ts";
import { callAt, realKeyring } from "../../support/storage/ports.ts";
import { setRow } from "../../support/storage/rows.ts";

const HOUR = 3_600_000;
/** The middle of this hour, so that the token of /auth is valid. */
const NOW = Math.floor(Date.now() / HOUR) * HOUR + HOUR / 2;
const keyring = await realKeyring();
const trail = createAuditTrail(env.DB, keyring, KEEPER, { adminRealm: "administrators" });
const write = (atMs: number, details: EntryDetails) =>
  trail.write(entryOf({ ...asLogin(callAt(atMs)), action: "POST /validate/check" }, details));

/** A login: its QR code, its answer after the given time, and its end a second later. */
async function login(id: string, atMs: number, tookMs: number): Promise<void> {
  const [attemptId, authentication] = [id, "ACCEPT"] as const;
  await write(atMs, { success: false, authentication: "CHALLENGE", event: "CHALLENGE_TRIGGERED", attemptId });
  const answer = { ...callAt(atMs + tookMs), action: "POST /ttype/<ttype>" };
  await trail.write(entryOf(answer, { success: true, event: "CHALLENGE_ANSWERED", authentication, attemptId }));
  await write(atMs + tookMs + 1000, { success: true, event: "LOGIN_SUCCESS", authentication, attemptId });
}

async function statistics() {
  const headers = await admin();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
  const reply = await request("/audit/statistics", { headers });
  vi.useRealTimers();
  return resultOf(reply);
}

beforeEach(async () => {
  await admin();
  await emptyTrail();
});
afterEach(() => vi.useRealTimers());

describe("the statistics", () => {
  it("of an empty trail are zeros for 24 hours, including this one", async () => {
    const value = await statistics();
    expect(value).toMatchObject({ failures: [], locked_tokens: 0, median_answer_ms: null, complete: true });
    expect(value.logins).toHaveLength(24);
    expect(value.logins[23]).toEqual({ from: new Date(NOW - HOUR / 2).toISOString(), count: 0 });
    expect(value.logins[0].from).toBe(value.since);
  });

  it("count finalized logins by hour, and leave out those that only the phone has answered", async () => {
    await login("1", NOW, 5000);
    await login("2", NOW - HOUR, 9000);
    await login("3", NOW - HOUR, 7000);
    await login("4", NOW - 24 * HOUR, 1); // one hour too old
    await write(NOW, { success: true, event: "SIGN_IN_SUCCESS", authentication: "ACCEPT", administrator: "admin" }); // a password alone is no login
    const { logins } = await statistics();
    expect(logins.map(({ count }: { count: number }) => count)).toEqual([...Array(22).fill(0), 2, 1]);
  });

  it("have the median of the times from QR code to answer, which is the mean of the two in the middle", async () => {
    await login("1", NOW, 5000);
    await login("2", NOW, 60_000);
    await login("3", NOW, 7000);
    expect((await statistics()).median_answer_ms).toBe(7000);
    await login("4", NOW, 8000);
    expect((await statistics()).median_answer_ms).toBe(7500);
  });

  it("count refusals by reason, most first", async () => {
    for (const reason of ["wrong-pin", "token-locked", "wrong-pin"] as const)
      await write(NOW, { success: false, reason });
    await write(NOW - 25 * HOUR, { success: false, reason: "wrong-pin" });
    expect((await statistics()).failures).toEqual([
      { reason: "wrong-pin", count: 2 },
      { reason: "token-locked", count: 1 },
    ]);
  });

  it("count refusals by hour, including those that have no row yet", async () => {
    for (const ago of [0, 0, HOUR]) await write(NOW - ago, { success: false, reason: "wrong-pin" });
    const known = { success: false, reason: "unknown-user" } as const;
    for (let i = 0; i < 9; i++)
      await trail.writeOrCount(entryOf({ ...asLogin(callAt(NOW - 2 * HOUR)), client: "192.0.2.9" }, known));
    // A bad token of /auth is not a failed login.
    const bad = { success: false, reason: "invalid-authorization" } as const;
    for (let i = 0; i < 9; i++) await trail.writeOrCount(entryOf({ ...callAt(NOW), client: "192.0.2.9" }, bad));
    const { failures, failures_by_hour: byHour } = await statistics();
    expect(byHour.map(({ count }: { count: number }) => count)).toEqual([...Array(21).fill(0), 9, 1, 2]);
    expect(byHour[23].from).toBe(new Date(NOW - HOUR / 2).toISOString());
    expect(failures).toEqual([
      { reason: "unknown-user", count: 9 },
      { reason: "wrong-pin", count: 3 },
    ]);
  });

  it("report a wave of failures in the last sixty minutes, and none if they are older", async () => {
    const fail = async (minutesAgo: number, times: number) => {
      for (let i = 0; i < times; i++) await write(NOW - minutesAgo * 60_000, { success: false, reason: "wrong-pin" });
    };
    await fail(61, 40);
    expect((await statistics()).wave).toBe(null);
    await fail(59, 29);
    expect((await statistics()).wave).toBe(null);
    await fail(1, 1);
    expect((await statistics()).wave).toEqual({ count: 30, reason: "wrong-pin" });
  });

  it("count the locked tokens", async () => {
    await initToken({ user: "locked", serial: "LOCKED" });
    await setRow("LOCKED", { failcount: 10, failed_at_ms: NOW });
    expect((await statistics()).locked_tokens).toBe(1);
    await setRow("LOCKED", { revoked: 1 });
    expect((await statistics()).locked_tokens).toBe(0);
  });
});

describe("the verification", () => {
  const verification = async () => resultOf(await asAdmin("GET", "/audit/verification"));

  it("finds nothing in a whole trail, with checkpoints and without", async () => {
    await writeEntries(keyring, 3, { atMs: NOW });
    await signTrail(keyring, NOW);
    await writeEntries(keyring, 2, { atMs: NOW });
    expect(await verification()).toEqual({ rows: 5, checkpoints: 1, problems: [] });
  });

  it("finds a changed row, and a removed one", async () => {
    await writeEntries(keyring, 4, { atMs: NOW });
    await runSql("UPDATE audit SET success = 0 WHERE number = 2");
    await runSql("DELETE FROM audit WHERE number = 3");
    expect((await verification()).problems).toEqual(["row 3 is missing", "row 2 was changed"]);
  });

  it("of only the newest rows read these and their checkpoints, and no others", async () => {
    await writeEntries(keyring, 2, { atMs: NOW });
    await signTrail(keyring, NOW);
    await writeEntries(keyring, 2, { atMs: NOW });
    await signTrail(keyring, NOW);
    await runSql("UPDATE audit SET success = 0 WHERE number = 1");
    const newest = async (count: number) => {
      const { name, generation } = (await env.DB.prepare("SELECT * FROM admin").first()) as {
        name: string;
        generation: number;
      };
      const verified = await trail.verify({ name, generation }, count, NOW);
      return verified.ok && verified.verification;
    };
    expect(await newest(1)).toEqual({ rows: 1, checkpoints: 1, problems: [] });
    expect(await newest(3)).toEqual({ rows: 3, checkpoints: 2, problems: [] });
    expect(await newest(4)).toEqual({ rows: 4, checkpoints: 2, problems: ["row 1 was changed"] });
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 3");
    expect(await newest(1)).toEqual({
      rows: 1,
      checkpoints: 0,
      problems: ["the newest signed checkpoint, up to row 4, is gone"],
    });
  });
});
