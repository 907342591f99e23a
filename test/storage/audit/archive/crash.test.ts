// A cron that dies at any step, two at once, and a reader in between: every row is found exactly
// once, and the crons that follow end as if nothing had happened. Each point is tried twice: the
// call has been done when the cron dies, or not.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { TrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import type { TrailHeads } from "../../../../src/storage/audit/checkpoints/head.ts";
import { createHeadKeeper } from "../../../../src/storage/audit/checkpoints/head-object.ts";
import { archiving } from "../../../../src/storage/housekeeping/archiving.ts";
import {
  BUCKET,
  DATABASE_MS,
  DAY_MS,
  emptyArchive,
  everyRow,
  expectWhole,
  fillTrail,
  objectKeys,
  partRecords,
  trailNames,
} from "../../../support/archive.ts";
import { KEEPER, runSql } from "../../../support/audit.ts";
import { watchedDatabase } from "../../../support/bindings.ts";
import { realKeyring } from "../../../support/storage/ports.ts";

const keys = await realKeyring();
const NOW = 1000 * DAY_MS;
const ROWS = 3_900;
const TABLES = ["audit", "audit_checkpoint"];

let tries = 0;
let heads: TrailHeads;

/** Two checkpoints may leave, the second with more rows than one statement deletes. */
beforeAll(async () => {
  await emptyArchive();
  await fillTrail(keys, ROWS, () => NOW - 70 * DAY_MS, { perCheckpoint: 700 });
  for (const table of TABLES) await runSql(`CREATE TABLE kept_${table} AS SELECT * FROM ${table}`);
});

async function begin(): Promise<void> {
  for (const key of await objectKeys()) await BUCKET.delete(key.replace(/^.*\//, ""));
  for (const table of [...TABLES, "audit_part", "audit_name"]) await runSql(`DELETE FROM ${table}`);
  for (const table of TABLES) await runSql(`INSERT INTO ${table} SELECT * FROM kept_${table}`);
  heads = createHeadKeeper(env.AUDIT_HEAD, `crash ${++tries}`);
}

interface World {
  readonly db: D1Database;
  readonly bucket: TrailBucket;
  readonly heads: TrailHeads;
}

type Call = (next: () => Promise<unknown>) => Promise<unknown>;

/** All that a cron calls, through a hook. */
function worldThrough(call: Call): World {
  const through = <Target extends object>(target: Target): Target =>
    Object.fromEntries(
      Object.entries(target).map(([name, value]) => [
        name,
        typeof value === "function" ? (...args: unknown[]) => call(async () => value(...args)) : value,
      ]),
    ) as Target;
  return {
    db: watchedDatabase(env.DB, (_, next) => call(next)),
    bucket: through(BUCKET),
    heads: through(heads),
  };
}

async function cron({ db, bucket, heads: keeper }: World, nowMs = NOW): Promise<void> {
  const { steps } = archiving(db, keys, { heads: keeper, bucket, faultyRows: [] }, DATABASE_MS, 0, nowMs, () => true);
  await steps.parts();
  while ((await steps.retention()) === true);
}

const world = () => worldThrough((next) => next());

async function expectDone(): Promise<void> {
  await expectWhole(keys, ROWS);
  expect(await env.DB.prepare("SELECT min(number) AS n FROM audit").first("n")).toBe(1401);
  const [record, ...others] = await partRecords();
  expect(others).toEqual([]);
  expect(await objectKeys()).toEqual([`DB/index/${record?.name}`, `DB/part/${record?.name}`]);
  expect(await heads.readParts()).toMatchObject({ lastNumber: 1400, parts: 1 });
  expect(await trailNames()).toHaveLength(100);
}

async function callsOfOne(): Promise<number> {
  await begin();
  let calls = 0;
  await cron(
    worldThrough((next) => {
      calls++;
      return next();
    }),
  );
  await expectDone();
  return calls;
}

describe("a cron that dies", () => {
  it.each(["before", "after"])(
    "%s any of its calls leaves every row exactly once, and the next one ends it",
    async (when) => {
      const calls = await callsOfOne();
      expect(calls).toBeGreaterThan(15);
      for (let fatal = 1; fatal <= calls; fatal++) {
        await begin();
        let calls = 0;
        const died = cron(
          worldThrough(async (next) => {
            calls++;
            if (calls > fatal || (calls === fatal && when === "before")) throw new Error("died");
            const done = await next();
            if (calls === fatal) throw new Error("died");
            return done;
          }),
        );
        await expect(died, `call ${fatal}`).rejects.toThrow("died");
        await expectWhole(keys, ROWS);
        await cron(world(), NOW + DAY_MS);
        await cron(world(), NOW + DAY_MS);
        await expectDone();
      }
    },
  );
});

describe("two crons at once", () => {
  it("make one part, and remove its rows once", async () => {
    await begin();
    const logged = vi.spyOn(console, "error");
    await Promise.all([cron(world()), cron(world(), NOW + 1)]);
    expect(logged).not.toHaveBeenCalled();
    await cron(world());
    await expectDone();
  });

  it.each([1, 3, 5, 7, 9, 11, 13, 15])("of which the second comes at call %i of the first do the same", async (at) => {
    await begin();
    const logged = vi.spyOn(console, "error");
    let calls = 0;
    await cron(
      worldThrough(async (next) => {
        if (++calls === at) await cron(world(), NOW + 1);
        return next();
      }),
    );
    expect(logged).not.toHaveBeenCalled();
    await cron(world());
    await expectDone();
  });
});

it("a reader finds every row exactly once between any two calls", async () => {
  await begin();
  await cron(
    worldThrough(async (next) => {
      const done = await next();
      expect(new Set((await everyRow()).map(({ number }) => number)).size).toBe(ROWS);
      return done;
    }),
  );
  vi.restoreAllMocks();
  await expectDone();
});

it("after a restore a new head begins anew, and what the bucket has of the lost rows is not overwritten", async () => {
  await begin();
  await cron(world());
  const [before] = await partRecords();
  // The database as it was before the part; the name of the head is another one.
  for (const table of [...TABLES, "audit_part", "audit_name"]) await runSql(`DELETE FROM ${table}`);
  for (const table of TABLES)
    await runSql(
      `INSERT INTO ${table} SELECT * FROM kept_${table} WHERE first_number <= 2100`.replace(
        "audit WHERE first_number",
        "audit WHERE number",
      ),
    );
  await runSql("UPDATE sqlite_sequence SET seq = 2100 WHERE name = 'audit'");
  vi.spyOn(console, "error").mockImplementation(() => {});
  await cron(world());
  expect(await partRecords()).toEqual([]);
  heads = createHeadKeeper(env.AUDIT_HEAD, `crash ${++tries}`);
  await fillTrail(keys, 2_800, () => NOW - 70 * DAY_MS, { perCheckpoint: 700, heads });
  await cron(world());
  const [after] = await partRecords();
  expect(after?.first_number).toBe(1);
  expect(after?.name).not.toBe(before?.name);
  expect((await objectKeys()).filter((key) => key.startsWith("DB/part/"))).toHaveLength(2);
  await expectWhole(keys, 4_900);
  expect(await KEEPER.readParts()).toBeNull();
});
