// What cron makes of the counts of past windows, and when it leaves them.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { entryOf } from "../../../src/core/audit/audit.ts";
import type { ReasonCode } from "../../../src/core/reasons.ts";
import { noteCounts } from "../../../src/storage/audit/note-counts.ts";
import { MAX_ROWS, WINDOW_MS } from "../../../src/storage/audit/refusal-count.ts";
import { createAuditWriter } from "../../../src/storage/audit/store.ts";
import { auditRows, emptyTrail, runSql } from "../../support/audit.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import { callAt } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";
import { keyring } from "../keys/keys.ts";

const keys = await keyring("one");
const writer = createAuditWriter(env.DB, keys, {});
const HERE = "192.0.2.1";

async function refuse(window: number, serial = "", reason: ReasonCode = "wrong-pin", client = HERE): Promise<void> {
  const call = { ...callAt(window * WINDOW_MS + 7), client };
  await writer.writeOrCount(entryOf(call, { success: false, reason, serial }));
}
/** Cron, at the beginning of a window. */
const cron = (window: number, db = env.DB) => noteCounts(db, keys, window * WINDOW_MS);
const noted = async () =>
  (await auditRows()).map(({ at_ms, reason, serial, count }) => [at_ms / WINDOW_MS, reason, serial, count]);
const waiting = async () =>
  ((await rowsOf("refusal_count")) as { minute: number; reason: string }[]).map(
    ({ minute, reason }) => `${minute / 5} ${reason}`,
  );

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM refusal_count");
  // No row is left in these windows.
  for (const window of [1, 2])
    await runSql(
      "INSERT INTO refusal_count (minute, network, reason, event, count, noted) VALUES (?, '', '*', '', 0, ?)",
      window * 5,
      MAX_ROWS,
    );
});

describe("cron", () => {
  it("makes a row of each reason once the window is over, the tokens that were counted most first", async () => {
    for (const serial of ["A", "B", "B", "A,C"]) await refuse(1, serial);
    await refuse(1, "", "unknown-user");
    await refuse(2, "A");
    expect(await cron(1)).toBe(false);
    expect(await noted()).toEqual([]);
    expect(await cron(2)).toBe(true);
    expect(await cron(2)).toBe(false);
    expect((await noted()).sort()).toEqual([
      [1, "unknown-user", "", 1],
      [1, "wrong-pin", "A,B,C", 4],
    ]);
    const [row] = await auditRows({ reason: "wrong-pin" });
    expect(JSON.parse(row?.tally ?? "")).toEqual({ serials: [2, 2, 1], networks: { [HERE]: 4 } });
  });

  it.each([
    ["unknown-user", "USER_UNKNOWN", "REJECT"],
    ["administrators-only", "ACCESS_DENIED", ""],
  ] as const)("notes %s as a login that was refused or not", async (reason, event, authentication) => {
    await refuse(1, "", reason);
    await runSql("UPDATE refusal_count SET event = ? WHERE reason <> '*'", event);
    await cron(2);
    expect(await auditRows()).toMatchObject([{ reason, authentication, event, count: 1, action: "refusals, counted" }]);
  });

  it("leaves a window whose counts have grown since it was read, and takes each once", async () => {
    await refuse(1, "A");
    const late = watchedDatabase(env.DB, async ({ method, sql }, next) => {
      if (method === "batch" && sql.startsWith("INSERT INTO audit")) await refuse(1, "B");
      return next();
    });
    expect(await cron(3, late)).toBe(false);
    expect(await noted()).toEqual([]);
    await Promise.all([cron(3), cron(3)]);
    expect(await noted()).toEqual([[1, "wrong-pin", "A,B", 2]]);
  });

  it("keeps the totals for one window more, so that a late request finds no new budget", async () => {
    await refuse(1, "A");
    await cron(2);
    await refuse(1, "B");
    expect(await noted()).toEqual([[1, "wrong-pin", "A", 1]]);
    await cron(2);
    expect(await waiting()).toContain("1 *");
    await cron(3);
    expect(await waiting()).toEqual(["2 *"]);
  });

  it("names the most counted tokens as long as there is room, and all in a window of usual serials", async () => {
    const seed = (serial: string, count: number) =>
      runSql(
        `INSERT INTO refusal_count (minute, network, reason, event, serial, count, noted)
         WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})
         SELECT 5, '${HERE}', 'wrong-pin', 'PIN_FAIL', '${serial}' || printf('%04d', i), i, 0 FROM n`,
      );
    await seed("TiQR0000", 400);
    await cron(2);
    const [usual] = await auditRows();
    expect(usual?.serial.split(",")).toHaveLength(400);
    expect(JSON.parse(usual?.tally ?? "")).not.toHaveProperty("more");
    await emptyTrail();
    await seed("S".repeat(36), 400);
    await cron(2);
    const [long] = await auditRows();
    const { serials, more } = JSON.parse(long?.tally ?? "");
    expect(serials.length).toBeGreaterThan(100);
    expect(more + serials.reduce((sum: number, count: number) => sum + count, 0)).toBe(long?.count);
    expect(serials[0]).toBe(400);
  });
});
