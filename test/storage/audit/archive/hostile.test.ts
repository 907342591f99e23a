// What whoever can write to D1 could make cron do for them: remove rows that are in no part, or
// delete objects of the bucket.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { verifyNewestPart } from "../../../../src/storage/audit/archive/part-verdict.ts";
import { createHeadKeeper } from "../../../../src/storage/audit/checkpoints/head-object.ts";
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
import { archivedLists, walkTrail } from "../../../support/archived-trail.ts";
import { auditRows, KEEPER, runSql } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { adminCaller, realKeyring } from "../../../support/storage/ports.ts";
import { rowsOf } from "../../../support/storage/rows.ts";

const keys = await realKeyring();
const NOW = 1000 * DAY_MS;

beforeEach(async () => {
  await emptyArchive();
  vi.spyOn(console, "error").mockImplementation(() => {});
});

const fault = async () => (await rowsOf("housekeeping"))[0];

describe.each([
  ["the first of all", 0, 1],
  ["the first that is in no part", 3_600, 1101],
])("a checkpoint, %s, that was marked as retired and put back", (_, before, first) => {
  it("keeps its rows, no part passes over it, and /health says so", async () => {
    if (before > 0) {
      await fillTrail(keys, before, () => NOW - 100 * DAY_MS, { perCheckpoint: 550 });
      await archiveTrail(keys, NOW);
    }
    await fillTrail(keys, 4_000, () => NOW - 100 * DAY_MS, { perCheckpoint: 500 });
    const made = (await partRecords()).length;
    expect((await auditRows())[0]?.number).toBe(first);
    await runSql("UPDATE audit_checkpoint SET retired_at_ms = 1 WHERE first_number = ?", first);
    await archiveTrail(keys, NOW);
    expect(await fault()).toMatchObject({
      finished: 0,
      trail_fault: expect.stringMatching(new RegExp(`^rows ${first} to \\d+: the checkpoint was changed$`)),
    });
    expect(await partRecords()).toHaveLength(made);
    await runSql("UPDATE audit_checkpoint SET retired_at_ms = NULL WHERE first_number = ?", first);
    await archiveTrail(keys, NOW);
    await expectWhole(keys, before + 4_000);
    expect(await fault()).toMatchObject({ finished: 1, trail_fault: "" });
    expect((await partRecords()).length).toBeGreaterThan(made);
  });
});

it("the objects of records that were marked as removed stay", async () => {
  for (const _ of [1, 2]) {
    await fillTrail(keys, 3_000, () => NOW - 100 * DAY_MS, { perCheckpoint: 500 });
    await archiveTrail(keys, NOW);
  }
  const objects = await objectKeys();
  expect(objects).toHaveLength(4);
  await runSql("UPDATE audit_part SET retired_at_ms = 1 WHERE first_number = 1");
  await runCron(keys, NOW + DAY_MS);
  expect(await objectKeys()).toEqual(objects);
});

it("a part whose object is lost before its rows have left is made again, with another object for the heads", async () => {
  await fillTrail(keys, 3_000, () => NOW - 100 * DAY_MS, { perCheckpoint: 500 });
  await runCron(keys, NOW, { bucket: { ...BUCKET, head: () => Promise.reject(new Error("away")) } });
  const [record] = await partRecords();
  await R2.delete(`DB/part/${record?.name}`);
  await archiveTrail(keys, NOW);
  expect(await fault()).toMatchObject({ trail_fault: "part 1–500: its object is gone" });
  await runSql("DELETE FROM audit_part WHERE first_number >= 1");
  await archiveTrail(keys, NOW, { heads: createHeadKeeper(env.AUDIT_HEAD, "head-2") });
  expect(await fault()).toMatchObject({ finished: 1, trail_fault: "" });
  expect((await partRecords()).map(({ name }) => name)).toEqual([record?.name]);
  expect((await auditRows())[0]?.number).toBe(501);
  await expectWhole(keys, 3_000);
});

it("no name is lost if the bucket is unbound while rows leave, or an older version removes the others", async () => {
  await fillTrail(keys, 4_600, () => NOW - 100 * DAY_MS, {
    perCheckpoint: 2_000,
    entryFor: (index) => ({ user: `user${index}` }),
  });
  let removed = 0;
  const dying = watchedDatabase(env.DB, async ({ text }, next) => {
    if (/DELETE FROM audit WHERE/.test(text) && ++removed > 2) throw new Error("died");
    return next();
  });
  await runCron(keys, NOW, { db: dying });
  const left = (await auditRows()).length;
  expect([left > 2_600, left < 4_600]).toEqual([true, true]);
  await runCron(keys, NOW, { bucket: null });
  expect((await auditRows()).length).toBe(2_600);
  expect(await trailNames()).toHaveLength(2_000);
});

it("a person whose name looks like a pseudonym has a history in the archive", async () => {
  const user = "~abcdefgh";
  await fillTrail(keys, 3_000, () => NOW - 100 * DAY_MS, {
    perCheckpoint: 500,
    entryFor: (index) => (index === 3 ? { user } : { user: `user${index % 10}` }),
  });
  await archiveTrail(keys, NOW);
  const { numbers } = await walkTrail(archivedLists(keys), await adminCaller(), { matching: { user } });
  expect(numbers).toEqual([4]);
});

it("after months without the bucket, in which rows came to an end, the parts go on and are whole", async () => {
  await fillTrail(keys, 3_000, () => NOW - 100 * DAY_MS, { perCheckpoint: 500 });
  await archiveTrail(keys, NOW);
  await fillTrail(keys, 3_000, () => NOW - 90 * DAY_MS, { perCheckpoint: 500 });
  const later = NOW + 100 * DAY_MS;
  await runCron(keys, later, { bucket: null, retentionMs: 150 * DAY_MS });
  await fillTrail(keys, 4_000, () => later - 70 * DAY_MS, { perCheckpoint: 500 });
  const gone = (await auditRows())[0]?.number ?? 0;
  expect(gone).toBeGreaterThan(((await partRecords())[0]?.last_number ?? 0) + 1);
  await archiveTrail(keys, later, { retentionMs: 400 * DAY_MS });
  expect((await partRecords()).map(({ first_number }) => first_number)).toEqual([1, gone]);
  expect(await verifyNewestPart(env.DB, keys, BUCKET, await KEEPER.readParts())).toEqual([]);
  expect(await fault()).toMatchObject({ finished: 1, trail_fault: "" });
});

it("while the object of the heads still runs older code, nothing leaves and cron goes on", async () => {
  await fillTrail(keys, 3_000, () => NOW - 100 * DAY_MS, { perCheckpoint: 500 });
  const older = () => Promise.reject(new TypeError('The RPC receiver does not implement the method "readParts".'));
  await archiveTrail(keys, NOW, { heads: { ...KEEPER, readParts: older, advanceParts: older } });
  expect([await partRecords(), await objectKeys(), (await auditRows()).length]).toEqual([[], [], 3_000]);
  expect(await fault()).toMatchObject({ finished: 0, ran_at_ms: NOW });
  await archiveTrail(keys, NOW);
  await expectWhole(keys, 3_000);
  expect(await fault()).toMatchObject({ finished: 1 });
});
