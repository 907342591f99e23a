// Which rows of the trail go into parts, and when; and that a part is made of whole rows alone.

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { buildApp } from "../../../../src/index.ts";
import { decodeHeader, isHeaderSigned } from "../../../../src/storage/audit/archive/part-format.ts";
import { directoryOf, isRecordSigned, partLink } from "../../../../src/storage/audit/archive/part-record.ts";
import { runHousekeeping } from "../../../../src/storage/housekeeping/run-housekeeping.ts";
import {
  archiveTrail,
  BUCKET,
  DAY_MS,
  emptyArchive,
  expectWhole,
  fillTrail,
  objectKeys,
  partRecords,
  R2,
  runCron,
  trailNames,
} from "../../../support/archive.ts";
import { auditRows, KEEPER, runSql, verifyTrail } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { realKeyring } from "../../../support/storage/ports.ts";
import { rowsOf } from "../../../support/storage/rows.ts";

const keys = await realKeyring();
const NOW = 1000 * DAY_MS;
/** When rows become old enough to leave. */
const DUE = NOW - 30 * DAY_MS;

beforeEach(async () => {
  vi.restoreAllMocks();
  await emptyArchive();
});

const parts = async () =>
  (await partRecords()).map(({ first_number, last_number, row_count }) => [first_number, last_number, row_count]);
const stored = async () => {
  const rows = await auditRows();
  return [rows[0]?.number, rows.at(-1)?.number];
};

describe("rows", () => {
  it("that are old go into a part, leave the database, and are as whole there", async () => {
    await fillTrail(keys, 13_000, (index) => DUE - 2 * DAY_MS + index);
    await archiveTrail(keys, NOW);
    expect(await parts()).toEqual([[1, 10_000, 10_000]]);
    expect(await stored()).toEqual([10_001, 13_000]);
    await expectWhole(keys, 13_000);
    expect((await verifyTrail(keys, NOW)).problems).toEqual([]);
    const [record] = await partRecords();
    expect(await objectKeys()).toEqual([`DB/index/${record?.name}`, `DB/part/${record?.name}`]);
    expect(await rowsOf("housekeeping")).toMatchObject([{ finished: 1, trail_fault: "" }]);
  });

  it.each([
    ["fewer than 10 000 wait for a month", 9_000, 29 * DAY_MS, []],
    ["10 000 wait for a day", 13_000, DAY_MS - 60_000, []],
    ["after a month even a few go", 3_000, 30 * DAY_MS + 60_000, [[1, 500, 500]]],
  ])("%s", async (_, count, overdueMs, expected) => {
    await fillTrail(keys, count, () => DUE - overdueMs, { perCheckpoint: 500 });
    await runCron(keys, NOW);
    expect(await parts()).toEqual(expected);
  });

  it("that are not summed, or among the newest 2 500, stay", async () => {
    await fillTrail(keys, 13_000, () => DUE - 40 * DAY_MS, { perCheckpoint: 1000 });
    await env.DB.prepare("UPDATE housekeeping SET summed_number = 2400").run();
    // A cron sums them first, unless that fails.
    const db = watchedDatabase(env.DB, async ({ text }, next) => {
      if (text.includes("INTO audit_sum")) throw new Error("away");
      return next();
    });
    vi.spyOn(console, "error").mockImplementation(() => {});
    await runCron(keys, NOW, { db });
    expect(await parts()).toEqual([[1, 2000, 2000]]);
    await archiveTrail(keys, NOW);
    expect(await stored()).toEqual([10_001, 13_000]);
  });

  it("of a checkpoint with one that is too young stay, all of them", async () => {
    await fillTrail(keys, 4_000, (index) => (index === 1_200 ? DUE : DUE - 40 * DAY_MS), { perCheckpoint: 500 });
    await archiveTrail(keys, NOW);
    expect(await parts()).toEqual([[1, 1000, 1000]]);
  });

  it("that no cron has signed stay, and so do all without the bucket", async () => {
    await fillTrail(keys, 6_000, () => DUE - 40 * DAY_MS, { perCheckpoint: 1000 });
    await runCron(keys, NOW, { bucket: null });
    expect([await parts(), await stored()]).toEqual([[], [1, 6_000]]);
    await runSql("DELETE FROM audit_checkpoint WHERE first_number > 2000");
    await runCron(keys, NOW, { heads: { ...KEEPER, read: () => Promise.reject(new Error("away")) } });
    expect(await parts()).toEqual([[1, 2000, 2000]]);
  });
});

describe("a part", () => {
  it("continues the one before it, by its record and by its header", async () => {
    await fillTrail(keys, 5_000, () => DUE - 40 * DAY_MS, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW);
    await fillTrail(keys, 2_000, () => DUE - 31 * DAY_MS, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW + DAY_MS);
    const [first, second] = await partRecords();
    if (!first || !second) throw new Error("there are not two parts");
    for (const record of [first, second]) expect(await isRecordSigned(keys, record)).toBe(true);
    expect(second.previous).toBe(await partLink(first));
    expect(await KEEPER.readParts()).toEqual({ lastNumber: 4_500, link: await partLink(second), parts: 2 });
    const [block] = directoryOf(second);
    const header = await decodeHeader(
      (await BUCKET.read("part", second.name, 0, block?.offset ?? 0)) ?? new Uint8Array(),
    );
    expect(await isHeaderSigned(keys, header)).toBe(true);
    expect(header).toMatchObject({
      trail: 1,
      database: "DB",
      first: 2501,
      last: 4500,
      rows: 2000,
      before: { name: first.name, sha256: first.sha256 },
    });
    expect(header.checkpoints.map(([from, to, count]) => [from, to, count])).toEqual([
      [2501, 3000, 500],
      [3001, 3500, 500],
      [3501, 4000, 500],
      [4001, 4500, 500],
    ]);
    await expectWhole(keys, 7_000);
  });

  it("of the same rows has the same name and bytes at a second try, even after a deletion", async () => {
    await fillTrail(keys, 3_600, () => DUE - 40 * DAY_MS, { perCheckpoint: 600 });
    const away = { ...KEEPER, advanceParts: () => Promise.reject(new Error("away")) };
    vi.spyOn(console, "error").mockImplementation(() => {});
    await runCron(keys, NOW, { heads: away });
    const [before] = await partRecords();
    await runSql("DELETE FROM audit_part");
    await runSql("UPDATE audit SET user = pseudonym WHERE user = 'user7'");
    await archiveTrail(keys, NOW + DAY_MS);
    const [after] = await partRecords();
    expect(after?.name).toBe(before?.name);
    expect({ ...after, made_at_ms: 0, mac: "" }).toEqual({ ...before, made_at_ms: 0, mac: "" });
    expect(await objectKeys()).toHaveLength(2);
  });

  it("says which events and keys it has", async () => {
    await fillTrail(keys, 3_000, () => DUE - 40 * DAY_MS, {
      perCheckpoint: 500,
      entryFor: (index) => (index === 3 ? { event: "PIN_FAIL", success: false, reason: "wrong-pin" } : {}),
    });
    await archiveTrail(keys, NOW);
    const [record] = await partRecords();
    expect(record).toMatchObject({
      events: '["LOGIN_SUCCESS","PIN_FAIL"]',
      key_ids: JSON.stringify([keys.newest.id]),
      from_ms: DUE - 40 * DAY_MS,
      until_ms: DUE - 40 * DAY_MS,
    });
  });
});

describe("no part is made, no row leaves, and log and /health say so, if", () => {
  it.each([
    ["a row was changed", "UPDATE audit SET serial = 'X' WHERE number = 17", "row 17 was changed"],
    ["a name was changed", "UPDATE audit SET user = 'eve' WHERE number = 17", "row 17 was changed"],
    ["a row is missing", "DELETE FROM audit WHERE number = 17", "row 17 is missing"],
    ["the last row is missing", "DELETE FROM audit WHERE number = 600", "row 600 is missing"],
    [
      "a row is a copy",
      `UPDATE audit SET (id, at_ms, user, serial, client, pseudonym, mac) =
        (SELECT id, at_ms, user, serial, client, pseudonym, mac FROM audit WHERE number = 18) WHERE number = 17`,
      "rows 1 to 600: the rows or their order do not match the checkpoint",
    ],
    [
      "a checkpoint was changed",
      "UPDATE audit_checkpoint SET made_at_ms = made_at_ms - 1 WHERE first_number = 1",
      "rows 1 to 600: the checkpoint was changed",
    ],
    [
      "a checkpoint is gone",
      "DELETE FROM audit_checkpoint WHERE first_number = 601",
      "rows 601 to 1200: no checkpoint covers them",
    ],
    [
      "a row is of a newer version",
      "UPDATE audit SET mac = substr(mac, 1, 52) || '.99' WHERE number = 17",
      "row 17 was signed by a newer version, and not verified",
    ],
  ])("%s", async (_, change, problem) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    await fillTrail(keys, 4_800, () => DUE - 40 * DAY_MS, { perCheckpoint: 600 });
    await runSql(change);
    const rows = (await auditRows()).length;
    await runCron(keys, NOW);
    expect([await parts(), await objectKeys(), (await auditRows()).length]).toEqual([[], [], rows]);
    expect(logged).toHaveBeenCalledWith(`audit: rows of the trail cannot go to the bucket: ${problem}`);
    const response = await (await buildApp(env as Env)).request("/health", {}, env, createExecutionContext());
    expect(await response.json()).toMatchObject({ housekeeping: "behind", trail: `DB: ${problem}` });
  });

  it.each([
    ["its object is gone", (key: string) => R2.delete(key)],
    ["its object was changed", (key: string) => R2.put(key, "other")],
    ["its index is gone", (key: string) => R2.delete(key.replace("/part/", "/index/"))],
  ])("%s before the rows have left", async (what, harm) => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await fillTrail(keys, 4_800, () => DUE - 40 * DAY_MS, { perCheckpoint: 600 });
    const noRow = watchedDatabase(env.DB, async ({ text }, next) => {
      if (text.includes("DELETE FROM audit WHERE")) throw new Error("away");
      return next();
    });
    await runCron(keys, NOW, { db: noRow });
    const [record] = await partRecords();
    await harm(`DB/part/${record?.name}`);
    await runCron(keys, NOW);
    expect((await auditRows()).length).toBe(4_800);
    expect(await rowsOf("housekeeping")).toMatchObject([{ finished: 0, trail_fault: `part 1–1800: ${what}` }]);
  });

  it("the bucket fails", async () => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => {});
    await fillTrail(keys, 4_800, () => DUE - 40 * DAY_MS, { perCheckpoint: 600 });
    await runCron(keys, NOW, { bucket: { ...BUCKET, putIfAbsent: () => Promise.reject(new Error("away")) } });
    expect((await auditRows()).length).toBe(4_800);
    expect(await rowsOf("housekeeping")).toMatchObject([{ finished: 0 }]);
    expect(logged).toHaveBeenCalledWith("housekeeping: parts failed:", expect.any(Error));
    await archiveTrail(keys, NOW);
    await expectWhole(keys, 4_800);
  });
});

it("rows that are in no part stay, even if somebody has marked their checkpoint as retired", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  await fillTrail(keys, 4_800, () => DUE - 40 * DAY_MS, { perCheckpoint: 600 });
  await archiveTrail(keys, NOW);
  await runSql("UPDATE audit_checkpoint SET retired_at_ms = 1 WHERE first_number = 1801");
  await runCron(keys, NOW);
  expect(await stored()).toEqual([1801, 4800]);
});

it("without the bucket cron runs no statement about parts and names", async () => {
  const texts: string[] = [];
  const db = watchedDatabase(env.DB, async ({ text }, next) => {
    texts.push(text);
    return next();
  });
  await fillTrail(keys, 3_000, () => DUE - 400 * DAY_MS, { perCheckpoint: 1000 });
  const settings = {
    auditDatabaseMs: 0,
    auditRetentionMs: 400 * DAY_MS,
    ocraSuite: "",
    proximityNetworks: [],
    scimDeleteAfterMs: 0,
    sessionMaxMs: 0,
  };
  await runHousekeeping(db, keys, KEEPER, settings, NOW);
  expect(texts.join("\n")).toContain("UPDATE audit_checkpoint SET retired_at_ms");
  expect(texts.join("\n")).not.toMatch(/audit_part|audit_name/);
});

it("people whose rows have left have their names apart, and nobody has none", async () => {
  await fillTrail(keys, 3_600, () => DUE - 40 * DAY_MS, {
    perCheckpoint: 600,
    entryFor: (index) =>
      index % 2 === 0 ? { user: `user${index % 10}` } : { user: "somebody else", unknown: "user", success: false },
  });
  await archiveTrail(keys, NOW);
  expect((await trailNames()).map(({ user, realm }) => [user, realm])).toEqual(
    [0, 2, 4, 6, 8].map((index) => [`user${index}`, "realm1"]),
  );
  await expectWhole(keys, 3_600);
});
