// Parts whose rows are all older than the trail is kept: their objects go, and a signed record
// stays.

import { beforeEach, describe, expect, it, vi } from "vitest";
import { isRecordSigned } from "../../../../src/storage/audit/archive/part-record.ts";
import type { TrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import {
  archiveTrail,
  BUCKET,
  DAY_MS,
  emptyArchive,
  fillTrail,
  objectKeys,
  partRecords,
  R2,
  runCron,
} from "../../../support/archive.ts";
import { runSql } from "../../../support/audit.ts";
import { realKeyring } from "../../../support/storage/ports.ts";
import { rowsOf } from "../../../support/storage/rows.ts";

const keys = await realKeyring();
const NOW = 1000 * DAY_MS;
const END = NOW + 400 * DAY_MS;

const LOCKED: TrailBucket = { ...BUCKET, delete: () => Promise.reject(new Error("locked")) };
const retired = async () => (await partRecords()).map(({ retired_at_ms }) => retired_at_ms);

/** Two parts, of rows from NOW and from 31 days later, and the objects of no record. */
beforeEach(async () => {
  vi.restoreAllMocks();
  await emptyArchive();
  await fillTrail(keys, 500, () => NOW, { perCheckpoint: 500 });
  await fillTrail(keys, 500, () => NOW + 31 * DAY_MS, { perCheckpoint: 500 });
  await fillTrail(keys, 2_500, () => NOW + 80 * DAY_MS, { perCheckpoint: 500 });
  await archiveTrail(keys, NOW + 61 * DAY_MS - 1);
  await archiveTrail(keys, NOW + 92 * DAY_MS);
  expect(await partRecords()).toHaveLength(2);
  await R2.put("DB/part/000000000001-000000000500-0000000000000000.ndjson.gz", "of a lost database");
});

describe("a part", () => {
  it("is removed when its youngest row is past its time, and its record stays signed", async () => {
    await runCron(keys, END);
    expect(await retired()).toEqual([null, null]);
    await runCron(keys, END + DAY_MS);
    expect(await retired()).toEqual([END + DAY_MS, null]);
    for (const record of await partRecords()) expect(await isRecordSigned(keys, record)).toBe(true);
    const [, second] = await partRecords();
    expect(await objectKeys()).toEqual([
      `DB/index/${second?.name}`,
      "DB/part/000000000001-000000000500-0000000000000000.ndjson.gz",
      `DB/part/${second?.name}`,
    ]);
    expect(await rowsOf("housekeeping")).toMatchObject([{ finished: 1, trail_fault: "" }]);
  });

  it("is kept without end if the trail is", async () => {
    await runCron(keys, END + 10_000 * DAY_MS, { retentionMs: 0 });
    expect(await retired()).toEqual([null, null]);
  });

  it("that a lock keeps is told once, and tried each day", async () => {
    const warned = vi.spyOn(console, "warn").mockImplementation(() => {});
    await runCron(keys, END + DAY_MS, { bucket: LOCKED });
    expect(await retired()).toEqual([END + DAY_MS, null]);
    expect(await objectKeys()).toHaveLength(5);
    expect(warned).toHaveBeenCalledOnce();
    await runCron(keys, END + 2 * DAY_MS, { bucket: LOCKED });
    await runCron(keys, END + 2 * DAY_MS + 3600_000);
    expect(await objectKeys()).toHaveLength(5);
    await runCron(keys, END + 3 * DAY_MS);
    expect(await objectKeys()).toHaveLength(3);
    expect(warned).toHaveBeenCalledOnce();
    expect(await rowsOf("housekeeping")).toMatchObject([{ finished: 1 }]);
  });

  it("whose cron died between its two objects is removed by the next", async () => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    const dying: TrailBucket = {
      ...BUCKET,
      async delete(name) {
        await R2.delete(`DB/part/${name}`);
        throw new Error("died");
      },
    };
    await runCron(keys, END + DAY_MS, { bucket: dying });
    expect(await objectKeys()).toHaveLength(4);
    await runCron(keys, END + 2 * DAY_MS);
    expect(await objectKeys()).toHaveLength(3);
  });

  it("whose record was dated back is kept, and /health says so", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    await runSql("UPDATE audit_part SET until_ms = 1 WHERE first_number = 1");
    await runCron(keys, NOW + 100 * DAY_MS);
    expect(await retired()).toEqual([null, null]);
    expect(await rowsOf("housekeeping")).toMatchObject([
      { finished: 0, trail_fault: "part 1–500: its record was changed" },
    ]);
  });
});
