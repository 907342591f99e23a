// The archive of several databases: one bucket, below the name of each.

import { env } from "cloudflare:workers";
import { beforeAll, expect, it } from "vitest";
import { createTrailBucket } from "../../../../src/storage/audit/archive/trail-bucket.ts";
import { createHeadKeeper } from "../../../../src/storage/audit/checkpoints/head-object.ts";
import { headNameOf } from "../../../../src/storage/shards/databases.ts";
import {
  archiveTrail,
  DAY_MS,
  emptyArchive,
  fillTrail,
  objectKeys,
  partRecords,
  R2,
} from "../../../support/archive.ts";
import { emptyTrailIn } from "../../../support/audit.ts";
import { asAdminOver, resultOf, type Send } from "../../../support/service.ts";
import { realKeyring } from "../../../support/storage/ports.ts";
import { database, makeDatabases, withMap } from "../three.ts";

const NOW = Date.now();
const db = database("DB_1");
let send: Send;

beforeAll(async () => {
  const keyring = await realKeyring();
  await makeDatabases();
  await emptyArchive();
  await emptyTrailIn(db);
  const heads = createHeadKeeper(env.AUDIT_HEAD, headNameOf(env.AUDIT_HEAD_NAME ?? "", "DB_1"));
  await fillTrail(keyring, 3500, (index) => NOW - 100 * DAY_MS + index, { perCheckpoint: 500, db, heads });
  await archiveTrail(keyring, NOW, { db, heads, bucket: createTrailBucket(R2, "DB_1") });
  send = await withMap({ TRAIL: R2 } as unknown as Partial<Env>);
});

const get = (path: string) => asAdminOver(send, "GET", path);

it("is listed and sent by the name of its database", async () => {
  const [record] = await partRecords(db);
  expect(await objectKeys()).toEqual([`DB_1/index/${record?.name}`, `DB_1/part/${record?.name}`]);
  expect(resultOf(await get("/audit/parts"))).toMatchObject({ databases: ["DB", "DB_1", "DB_2"], parts: [] });
  const { parts } = resultOf(await get("/audit/parts?database=DB_1"));
  expect(parts).toMatchObject([{ file: "/audit/parts/1.ndjson.gz?database=DB_1", sha256: record?.sha256 }]);
  expect((await get("/audit/parts/1.ndjson.gz")).status).toBe(404);
  expect((await get("/audit/parts/1.ndjson.gz?database=DB_1")).status).toBe(200);
});

it("is verified in each, and a part is named with its database", async () => {
  expect(resultOf(await get("/audit/verification")).problems).toEqual([]);
  await R2.delete(await objectKeys());
  expect(resultOf(await get("/audit/verification")).problems).toEqual([
    "DB_1: part 1–1000: its object is gone",
    "DB_1: part 1–1000: its index is gone",
  ]);
});
