// Retention removes rows and leaves the trail whole; no one else can remove any in its name.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { retire } from "../../../../src/storage/audit/checkpoints/retention.ts";
import type { Keyring } from "../../../../src/storage/keys/keyring.ts";
import { auditRows, emptyTrail, runSql, signTrail, upTo, verifyTrail, writeEntries } from "../../../support/audit.ts";
import { keyring } from "../../keys/keys.ts";

const keys = await keyring("one");
const problems = async (under: Keyring = keys) => (await verifyTrail(under)).problems;
const numbers = async () => (await auditRows()).map(({ number }) => number);

/**
 * Rows 1 to 3 from second 1, signed in second 2; rows 4 to 6 from second 11, signed in second 12;
 * row 7.
 */
beforeEach(async () => {
  await emptyTrail();
  await writeEntries(keys, 3, { atMs: 1000 });
  await signTrail(keys, 2000);
  await writeEntries(keys, 3, { atMs: 11_000 });
  await signTrail(keys, 12_000);
  await writeEntries(keys, 1, { atMs: 13_000 });
});

describe("retention", () => {
  it("removes the rows of checkpoints that are wholly older, and the trail stays whole", async () => {
    await retire(env.DB, keys, { olderThanMs: 10_000 }, 20_000);
    expect(await numbers()).toEqual([4, 5, 6, 7]);
    expect(await verifyTrail(keys)).toEqual({ rows: 4, checkpoints: 2, problems: [] });
    await retire(env.DB, keys, { olderThanMs: 15_000 }, 21_000);
    expect(await numbers()).toEqual([7]); // no checkpoint has signed it yet
    expect(await problems()).toEqual([]);
  });

  it("keeps all rows of a checkpoint while one of them, or the checkpoint itself, is young enough", async () => {
    for (const older of [1000, 1001, 2000]) await retire(env.DB, keys, { olderThanMs: older }, 20_000);
    expect(await numbers()).toEqual([1, 2, 3, 4, 5, 6, 7]);
    await retire(env.DB, keys, { olderThanMs: 2001 }, 20_000);
    expect(await numbers()).toEqual([4, 5, 6, 7]);
    await emptyTrail();
    await writeEntries(keys, 1, { atMs: 1000 });
    await writeEntries(keys, 1, { atMs: 10_000 });
    await signTrail(keys, 2000);
    await retire(env.DB, keys, { olderThanMs: 10_000 }, 20_000);
    expect(await numbers()).toEqual([1, 2]);
    await retire(env.DB, keys, { olderThanMs: 10_001 }, 20_000);
    expect(await numbers()).toEqual([]);
  });

  it("continues where it stopped when its time was up", async () => {
    await retire(env.DB, keys, { olderThanMs: 15_000 }, 20_000, upTo(1));
    expect(await numbers()).toEqual([4, 5, 6, 7]);
    await retire(env.DB, keys, { olderThanMs: 15_000 }, 20_000, upTo(1));
    expect(await numbers()).toEqual([7]);
  });

  it("by two crons at once removes the same rows, and the trail stays whole", async () => {
    await Promise.all([
      retire(env.DB, keys, { olderThanMs: 15_000 }, 20_000),
      retire(env.DB, keys, { olderThanMs: 15_000 }, 20_001),
    ]);
    expect(await numbers()).toEqual([7]);
    expect(await problems()).toEqual([]);
  });

  it("leaves checkpoints whose change is still found", async () => {
    await retire(env.DB, keys, { olderThanMs: 10_000 }, 20_000);
    await runSql("UPDATE audit_checkpoint SET retired_at_ms = 19000 WHERE first_number = 1");
    expect(await problems()).toEqual(["rows 1 to 3: the checkpoint was changed"]);
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 1");
    expect(await problems()).toEqual([
      "rows 1 to 3: no checkpoint covers them",
      "checkpoints up to row 6: 2 made, 1 found",
    ]);
  });
});

describe("rows removed without retention", () => {
  it("are found, all those of a checkpoint too", async () => {
    await runSql("DELETE FROM audit WHERE number <= 3");
    expect(await problems()).toEqual(expect.arrayContaining(["row 1 is missing", "row 3 is missing"]));
  });

  it("are found if their checkpoint says that they were retired", async () => {
    await runSql("DELETE FROM audit WHERE number BETWEEN 4 AND 6");
    await runSql("UPDATE audit_checkpoint SET retired_at_ms = 20000 WHERE first_number = 4");
    expect(await problems()).toEqual(["rows 4 to 6: the checkpoint was changed"]);
  });

  it("are found with their checkpoint dated back, which retention does not sign again", async () => {
    await runSql("DELETE FROM audit WHERE number BETWEEN 4 AND 6");
    await runSql("UPDATE audit_checkpoint SET made_at_ms = 1 WHERE first_number = 4");
    await retire(env.DB, keys, { olderThanMs: 10_000 }, 20_000);
    expect(await problems()).toContain("rows 4 to 6: the checkpoint was changed");
    expect(await numbers()).toEqual([7]);
  });

  it("are found with a checkpoint stretched over them, which retention does not sign again", async () => {
    await runSql("DELETE FROM audit_checkpoint WHERE first_number = 4");
    await runSql("DELETE FROM audit WHERE number > 3");
    await runSql("UPDATE audit_checkpoint SET last_number = 7 WHERE first_number = 1");
    await retire(env.DB, keys, { olderThanMs: 10_000 }, 20_000);
    expect(await problems()).toContain("rows 1 to 7: the checkpoint was changed");
    expect(await numbers()).toEqual([1, 2, 3]);
  });
});

describe("a change of MASTER_KEY", () => {
  it("keeps the trail whole, before and after the next checkpoint and retirement", async () => {
    const rotated = await keyring("two", "one");
    expect(await problems(rotated)).toEqual([]);
    await writeEntries(rotated, 2, { atMs: 14_000 });
    expect(await problems(rotated)).toEqual([]);
    await signTrail(rotated, 15_000);
    await retire(env.DB, rotated, { olderThanMs: 10_000 }, 20_000);
    expect(await numbers()).toEqual([4, 5, 6, 7, 8, 9]);
    expect(await verifyTrail(rotated)).toEqual({ rows: 6, checkpoints: 3, problems: [] });
  });

  it("that drops the old key finds the rows that only that key can prove", async () => {
    const forgetful = await keyring("two");
    expect(await problems(forgetful)).toEqual(
      expect.arrayContaining(["rows 1 to 3: the checkpoint was changed", "row 1 was changed", "row 7 was changed"]),
    );
  });
});
