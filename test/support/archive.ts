// A trail of any length, and parts of it in a bucket, made by the service's own code in a moment.

import { env } from "cloudflare:workers";
import { expect } from "vitest";
import { type AuditEntry, entryOf } from "../../src/core/audit/audit.ts";
import type { Settings } from "../../src/settings.ts";
import { decodeBlock } from "../../src/storage/audit/archive/part-format.ts";
import { directoryOf, type PartRecord } from "../../src/storage/audit/archive/part-record.ts";
import { createTrailBucket, type TrailBucket } from "../../src/storage/audit/archive/trail-bucket.ts";
import { makeCheckpoints } from "../../src/storage/audit/checkpoints/checkpoint.ts";
import type { TrailHeads } from "../../src/storage/audit/checkpoints/head.ts";
import { INSERT_ROWS, type NumberedRow } from "../../src/storage/audit/row.ts";
import { signatureOf, signRow } from "../../src/storage/audit/signature.ts";
import { runHousekeeping } from "../../src/storage/housekeeping/run-housekeeping.ts";
import type { Keyring } from "../../src/storage/keys/keyring.ts";
import { DAY_MS } from "../../src/storage/numbers/sign-in-places.ts";
import { statement } from "../../src/storage/sql/sql.ts";
import { emptyTrail, KEEPER, runSql } from "./audit.ts";
import { callAt } from "./call-at.ts";
import type { TestEnv } from "./storage/begin-afresh.ts";

const { LOCAL_TRAIL } = env as unknown as TestEnv;

/** The bucket as R2 has it, and the one of the database DB. */
export const R2 = LOCAL_TRAIL;
export const BUCKET: TrailBucket = createTrailBucket(LOCAL_TRAIL, "DB");

export { DAY_MS };
/** The rows of a part stay in the database for so long. */
export const DATABASE_MS = 30 * DAY_MS;

/** Rows that are written at once. */
const MAX_WRITTEN_ROWS = 1000;

/**
 * Writes so many signed rows, with the time of each (`atMs(index)`, index from 0 on), and signs
 * checkpoints over every `perCheckpoint` of them (2500 at most), made at the time of the last row.
 * All are summed. Without `entryFor` a row is a sign-in of one of a hundred users.
 */
export async function fillTrail(
  keyring: Keyring,
  count: number,
  atMs: (index: number) => number,
  {
    entryFor = (index) => ({ user: `user${index % 100}`, serial: `S${index % 100}` }),
    perCheckpoint = 2500,
    db = env.DB,
    heads = KEEPER,
  }: {
    readonly entryFor?: (index: number) => Partial<AuditEntry>;
    readonly perCheckpoint?: number;
    readonly db?: D1Database;
    readonly heads?: TrailHeads;
  } = {},
): Promise<void> {
  for (let signedTo = 0; signedTo < count; signedTo += perCheckpoint) {
    const end = Math.min(signedTo + perCheckpoint, count);
    for (let begin = signedTo; begin < end; begin += MAX_WRITTEN_ROWS) {
      const indexes = Array.from({ length: Math.min(MAX_WRITTEN_ROWS, end - begin) }, (_, i) => begin + i);
      const rows = await Promise.all(
        indexes.map((index) => {
          const login = { success: true, event: "LOGIN_SUCCESS", realm: "realm1" } as const;
          return signRow(keyring, { ...entryOf(callAt(atMs(index)), login), ...entryFor(index) });
        }),
      );
      await statement(db, INSERT_ROWS, { rows: JSON.stringify(rows) }).run();
    }
    await makeCheckpoints(db, keyring, heads, atMs(end - 1));
  }
  await db.prepare("UPDATE housekeeping SET summed_number = (SELECT max(number) FROM audit)").run();
}

/**
 * One run of cron with the bucket, or with none: null. It signs all rows that are not signed yet.
 */
export const runCron = (
  keyring: Keyring,
  nowMs: number,
  {
    db = env.DB,
    bucket = BUCKET,
    heads = KEEPER,
    databaseMs = DATABASE_MS,
    retentionMs = 400 * DAY_MS,
    faultyRows = [],
  }: {
    readonly db?: D1Database;
    readonly bucket?: TrailBucket | null;
    readonly heads?: TrailHeads;
    readonly databaseMs?: number;
    readonly retentionMs?: number;
    readonly faultyRows?: Settings["auditFaultyRows"];
  } = {},
): Promise<void> =>
  runHousekeeping(
    db,
    keyring,
    heads,
    {
      auditDatabaseMs: databaseMs,
      auditFaultyRows: faultyRows,
      auditRetentionMs: retentionMs,
      ocraSuite: "",
      proximityNetworks: [],
      scimDeleteAfterMs: 0,
      sessionMaxMs: 0,
    },
    nowMs,
    { bucket: bucket ?? undefined },
  );

/** Runs cron until every row that may leave the database has left it. */
export async function archiveTrail(keyring: Keyring, nowMs: number, more: Parameters<typeof runCron>[2] = {}) {
  const counts = "SELECT (SELECT count(*) FROM audit) || ' ' || (SELECT count(*) FROM audit_part) AS n";
  const leftIn = async () => (await (more.db ?? env.DB).prepare(counts).first<{ n: string }>())?.n;
  let before: string | undefined;
  for (let now = await leftIn(); now !== before; now = await leftIn()) {
    before = now;
    await runCron(keyring, nowMs, more);
  }
}

export const partRecords = async (db: D1Database = env.DB): Promise<PartRecord[]> =>
  (await db.prepare("SELECT * FROM audit_part ORDER BY first_number").all<PartRecord>()).results;

/** The rows that `audit_name` has. */
export const trailNames = async (): Promise<
  { pseudonym: string; user: string; realm: string; last_number: number }[]
> => (await env.DB.prepare("SELECT * FROM audit_name ORDER BY user").all()).results as never;

export const objectKeys = async (): Promise<string[]> => (await R2.list()).objects.map(({ key }) => key);

/** As if nothing had ever been written. */
export async function emptyArchive(): Promise<void> {
  await emptyTrail();
  await runSql("DELETE FROM audit_part");
  await runSql("DELETE FROM audit_name");
  await runSql("UPDATE housekeeping SET ran_at_ms = 0, finished = 1, trail_fault = '', trail_names_swept_to = ''");
  // One list has a thousand at most, and a file before may have left more.
  for (let keys = await objectKeys(); keys.length > 0; keys = await objectKeys()) await R2.delete(keys);
}

/**
 * Every row of the trail as a reader finds it: from the database if it is there, else from a part.
 */
export async function everyRow(db: D1Database = env.DB): Promise<NumberedRow[]> {
  const { results } = await db.prepare("SELECT * FROM audit ORDER BY number").all<NumberedRow>();
  const stored = new Set(results.map(({ number }) => number));
  const archived: NumberedRow[] = [];
  for (const record of await partRecords(db)) {
    if (record.retired_at_ms !== null) continue;
    for (const { offset, bytes } of directoryOf(record)) {
      const block = await BUCKET.read("part", record.name, offset, bytes);
      if (block) archived.push(...(await decodeBlock(block)));
    }
  }
  return [...archived.filter(({ number }) => !stored.has(number)), ...results];
}

/** Holds when every number is there exactly once, in order, and every row is intact. */
export async function expectWhole(keyring: Keyring, count?: number): Promise<void> {
  const rows = await everyRow();
  const last = count ?? rows.at(-1)?.number ?? 0;
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: last }, (_, index) => index + 1));
  for (const row of rows) expect(await signatureOf(keyring, row)).toBe("intact");
}
