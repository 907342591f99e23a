// Cron with a bucket and a long trail: what it does at once stays within what the platform allows,
// and each database has parts, records and a head of its own.

import { env } from "cloudflare:workers";
import { beforeEach, expect, it } from "vitest";
import { createTrailBucket } from "../../../src/storage/audit/archive/trail-bucket.ts";
import { createHeadKeeper } from "../../../src/storage/audit/checkpoints/head-object.ts";
import {
  BUCKET,
  DAY_MS,
  emptyArchive,
  expectWhole,
  fillTrail,
  objectKeys,
  partRecords,
  R2,
  runCron,
} from "../../support/archive.ts";
import { watchedDatabase } from "../../support/bindings.ts";
import type { TestEnv } from "../../support/storage/begin-afresh.ts";
import { realKeyring } from "../../support/storage/ports.ts";

const keys = await realKeyring();
const NOW = 1000 * DAY_MS;
/** Cloudflare allows so many of one Worker's run. */
const MAX_D1_STATEMENTS = 1000;

beforeEach(emptyArchive);

it("puts 50 000 rows into a part, and no cron needs more statements than are allowed", {
  timeout: 300_000,
}, async () => {
  await fillTrail(keys, 54_000, () => NOW - 40 * DAY_MS);
  const runs: { statements: number; left: number | null }[] = [];
  for (let run = 0; run < 4; run++) {
    let statements = 0;
    const db = watchedDatabase(env.DB, async ({ text }, next) => {
      statements += text.split("; ").length;
      return next();
    });
    await runCron(keys, NOW + run * 300_000, { db });
    runs.push({ statements, left: await env.DB.prepare("SELECT count(*) AS n FROM audit").first("n") });
  }
  for (const { statements } of runs) expect(statements).toBeLessThan(MAX_D1_STATEMENTS);
  expect((await partRecords()).map(({ row_count }) => row_count)).toEqual([50_000]);
  expect(runs.at(-1)?.left).toBe(4_000);
  await expectWhole(keys, 54_000);
});

it("keeps two databases apart in one bucket", async () => {
  const { DB_1 } = env as unknown as TestEnv;
  const tables = await env.DB.prepare(
    "SELECT sql FROM sqlite_master WHERE sql > '' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*' ORDER BY rowid",
  ).all<{ sql: string }>();
  await DB_1.batch(tables.results.map(({ sql }) => DB_1.prepare(sql)));
  await DB_1.prepare("INSERT INTO housekeeping (only, ran_at_ms, finished) VALUES (1, 0, 1)").run();
  const heads = createHeadKeeper(env.AUDIT_HEAD, `${env.AUDIT_HEAD_NAME}.DB_1`);
  await fillTrail(keys, 3_000, () => NOW - 70 * DAY_MS, { perCheckpoint: 500 });
  await fillTrail(keys, 3_500, () => NOW - 70 * DAY_MS, { perCheckpoint: 500, db: DB_1, heads });
  await runCron(keys, NOW);
  await runCron(keys, NOW, { db: DB_1, heads, bucket: createTrailBucket(R2, "DB_1") });
  const [home] = await partRecords();
  const [other] = await partRecords(DB_1);
  expect([home?.last_number, other?.last_number]).toEqual([500, 1000]);
  expect(await objectKeys()).toEqual([
    `DB/index/${home?.name}`,
    `DB/part/${home?.name}`,
    `DB_1/index/${other?.name}`,
    `DB_1/part/${other?.name}`,
  ]);
  expect((await BUCKET.list("part")).names).toEqual([home?.name]);
  expect(await heads.readParts()).toMatchObject({ lastNumber: 1000, parts: 1 });
  await expectWhole(keys, 3_000);
});
