// Cron works until it is done or its time is up, and /health says when it is behind.

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../../src/index.ts";
import { BUDGET_MS, runHousekeeping } from "../../../src/storage/housekeeping/run-housekeeping.ts";
import { auditRows, emptyTrail, KEEPER, many, runSql, writeEntries, writeMany } from "../../support/audit.ts";
import { realKeyring } from "../../support/storage/ports.ts";
import { rowsOf } from "../../support/storage/rows.ts";

const DAY_MS = 24 * 3600 * 1000;
const HOUR_MS = 3600 * 1000;
const keys = await realKeyring();
const app = await buildApp(env as Env);

const keep = (nowMs: number, clock?: () => number, auditRetentionMs = 30 * DAY_MS) =>
  runHousekeeping(
    env.DB,
    keys,
    KEEPER,
    {
      auditRetentionMs,
      auditDatabaseMs: 0,
      ocraSuite: "",
      proximityNetworks: [],
      scimDeleteAfterMs: 0,
      sessionMaxMs: 0,
    },
    nowMs,
    clock && { clock },
  );
/** A clock by which the first batch uses the time up. */
const late = () => {
  let nowMs = 0;
  return () => (nowMs += BUDGET_MS);
};
const signed = async () =>
  Math.max(0, ...((await rowsOf("audit_checkpoint")) as { last_number: number }[]).map((row) => row.last_number));

beforeEach(async () => {
  await emptyTrail();
  await runSql("DELETE FROM open_to_anyone");
  await runSql("UPDATE housekeeping SET ran_at_ms = ?, finished = 1", Date.now());
});

describe("one run of cron", { timeout: 60_000 }, () => {
  it("signs more rows than one batch of checkpoints holds", async () => {
    await writeMany(25_000, 1000);
    await keep(2000);
    expect(await signed()).toBe(25_000);
  });

  it("removes all rows past their time, however many checkpoints they have", async () => {
    for (let number = 1; number <= 25; number++) {
      await writeEntries(keys, 1, { atMs: 1000 });
      await keep(2000 + number);
    }
    await keep(31 * DAY_MS);
    expect(await auditRows()).toEqual([]);
  });

  it("forgets all logins that have expired", async () => {
    await runSql(`INSERT INTO open_to_anyone (serial, attempt_id, network, expires_at_ms)
      ${many(25_000, "'S', 'a' || i, 'n', 1")}`);
    await keep(2000);
    expect(await rowsOf("open_to_anyone")).toEqual([]);
  });

  it("does one batch of each step when its time is up, says so, and the next run continues", async () => {
    await writeMany(25_000, 1000);
    await runSql(`INSERT INTO open_to_anyone (serial, attempt_id, network, expires_at_ms)
      VALUES ('S', 'a', 'n', 1)`);
    await keep(2000, late());
    expect(await signed()).toBe(2500);
    expect(await rowsOf("open_to_anyone")).toEqual([]);
    expect(await rowsOf("housekeeping")).toMatchObject([{ ran_at_ms: 2000, finished: 0 }]);
    await keep(3000);
    expect(await rowsOf("housekeeping")).toMatchObject([{ ran_at_ms: 3000, finished: 1 }]);
    expect(await signed()).toBe(25_000);
  });

  it("that cannot do one of its steps does the others, and does not count as finished", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    await writeEntries(keys, 1, { atMs: 1000 });
    const away = { ...KEEPER, read: () => Promise.reject(new Error("away")) };
    await runHousekeeping(
      env.DB,
      keys,
      away,
      {
        auditRetentionMs: 0,
        auditDatabaseMs: 0,
        ocraSuite: "",
        proximityNetworks: [],
        scimDeleteAfterMs: 0,
        sessionMaxMs: 0,
      },
      2000,
    );
    expect(await rowsOf("housekeeping")).toMatchObject([{ ran_at_ms: 2000, finished: 0 }]);
    expect(logged).toHaveBeenCalledWith("housekeeping: checkpoints failed:", expect.any(Error));
    logged.mockRestore();
  });
});

describe("/health", () => {
  const health = async () => {
    const response = await app.request("/health", {}, env, createExecutionContext());
    return [response.status, ((await response.json()) as { housekeeping: string }).housekeeping];
  };

  it("says that all is well when cron ran lately and finished", async () => {
    await writeEntries(keys, 1, { atMs: Date.now() });
    expect(await health()).toEqual([200, "ok"]);
  });

  it.each([
    [
      "cron has not run for two hours",
      () => runSql("UPDATE housekeeping SET ran_at_ms = ?", Date.now() - 2 * HOUR_MS - 1),
    ],
    [
      "cron left something over",
      () => keep(Date.now(), undefined, 1).then(() => runSql("UPDATE housekeeping SET finished = 0")),
    ],
    [
      "a row waits longer than two hours to be signed",
      () => writeEntries(keys, 1, { atMs: Date.now() - 2 * HOUR_MS - 1 }),
    ],
  ])("says that it is behind when %s", async (_, make) => {
    await make();
    expect(await health()).toEqual([200, "behind"]);
  });

  it("considers only unsigned rows, however old the others are", async () => {
    await writeEntries(keys, 1, { atMs: 1000 });
    await keep(Date.now(), undefined, 0);
    expect(await health()).toEqual([200, "ok"]);
  });
});
