// A trail of people, phones and logins of which most is in parts, and the same trail in another
// database that has all of it: what the one shows, the other must show.

import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { AuditEntry } from "../../src/core/audit/audit.ts";
import type { Caller } from "../../src/core/caller.ts";
import type { AuditedEntry, AuditFilter, AuditPage, AuditTrail } from "../../src/core/ports/audit.ts";
import { copyAccounts } from "../../src/storage/accounts/copy.ts";
import { IndexBuilder } from "../../src/storage/audit/archive/index-format.ts";
import { encodeBlock, partName, sha256OfBytes } from "../../src/storage/audit/archive/part-format.ts";
import { PART_COLUMNS, type PartRecord, signRecord } from "../../src/storage/audit/archive/part-record.ts";
import type { TrailBucket } from "../../src/storage/audit/archive/trail-bucket.ts";
import type { NumberedRow } from "../../src/storage/audit/row.ts";
import { createAuditTrail } from "../../src/storage/audit/store.ts";
import type { Keyring } from "../../src/storage/keys/keyring.ts";
import { archiveTrail, BUCKET, DAY_MS, emptyArchive, fillTrail, R2 } from "./archive.ts";
import { KEEPER } from "./audit.ts";
import type { TestEnv } from "./storage/begin-afresh.ts";

const { DB, DB_1, TEST_MIGRATIONS } = env as unknown as TestEnv;
const SETTINGS = { adminRealm: "administrators" };

/** The time of a row of `writeTrail`. */
export const rowTime = (index: number): number => Date.UTC(2026, 0, 1) + index * 60_000;

/** The seventh row is late, and each login of three rows is one person's. */
export function loginEntry(index: number): Partial<AuditEntry> {
  const login = Math.floor(index / 3);
  const kind = login % 11;
  const user = ["anna", "Bea", "carl", "dora", "emil"][login % 5] ?? "";
  const serial = `S${login % 7}`;
  const about = { user, realm: login % 4 === 0 ? "blue" : "realm1", serial, client: `192.0.2.${login % 3}` };
  if (kind === 7)
    return { event: "TRAIL_READ", administrator: `desk${login % 3}`, action: "GET /audit/", realm: "", client: "::1" };
  if (kind === 8)
    return {
      ...about,
      success: false,
      authentication: "REJECT",
      event: "PIN_FAIL",
      reason: "wrong-pin",
      serial: `${serial},S9`,
    };
  if (kind === 9 && index % 3 === 0)
    return {
      user: `ghost${login % 40}`,
      realm: "realm1",
      unknown: "user",
      success: false,
      event: "USER_UNKNOWN",
      reason: "unknown-user",
    };
  if (kind === 10 && login % 60 === 10)
    return { ...about, event: "SIGN_IN_DISOWNED", administrator: "boss", detail: "x" };
  const step = ["CHALLENGE_TRIGGERED", "CHALLENGE_ANSWERED", "LOGIN_SUCCESS"] as const;
  return {
    ...about,
    attemptId: `attempt${login}`,
    event: step[index % 3] ?? "",
    action: "POST /validate/check",
    ...(index % 3 === 0 ? { success: false, authentication: "CHALLENGE" } : { authentication: "ACCEPT" }),
  };
}

/** Late rows: their numbers are those of their writing. */
export const atMs = (index: number): number => rowTime(index) - (index % 97 === 7 ? 4 * 60_000 : 0);

/** Writes rows up to `count`, in steps of which each makes a part of what is older than a step. */
export async function writeTrail(keyring: Keyring, steps: readonly number[]): Promise<void> {
  await emptyArchive();
  await applyD1Migrations(DB_1, TEST_MIGRATIONS);
  await copyAccounts(DB, DB_1);
  let written = 0;
  for (const step of steps) {
    const from = written;
    await fillTrail(keyring, step, (index) => atMs(from + index), {
      entryFor: (index) => loginEntry(from + index),
      perCheckpoint: 250,
    });
    await copyRows(from);
    written += step;
    await archiveTrail(keyring, rowTime(written) + 90 * DAY_MS);
  }
}

async function copyRows(after: number): Promise<void> {
  const { results } = await DB.prepare("SELECT * FROM audit WHERE number > ? ORDER BY number").bind(after).all();
  const columns = Object.keys(results[0] ?? {});
  const values = columns.map((column) => `value ->> '${column}'`).join(", ");
  for (let at = 0; at < results.length; at += 1000)
    await DB_1.prepare(`INSERT INTO audit (${columns.join(", ")}) SELECT ${values} FROM json_each(?)`)
      .bind(JSON.stringify(results.slice(at, at + 1000)))
      .run();
}

/** Makes a part of each two rows up to a number, and takes them out of D1. */
export async function makeSmallParts(keyring: Keyring, lastNumber: number): Promise<void> {
  const { results } = await DB.prepare("SELECT * FROM audit WHERE number <= ? ORDER BY number")
    .bind(lastNumber)
    .all<NumberedRow>();
  const records: PartRecord[] = [];
  for (let at = 0; at < results.length; at += 100)
    records.push(
      ...(await Promise.all(
        Array.from({ length: Math.min(50, (results.length - at) / 2) }, (_, i) =>
          makePart(keyring, results.slice(at + 2 * i, at + 2 * i + 2)),
        ),
      )),
    );
  const values = PART_COLUMNS.map((column) => `value ->> '${column}'`).join(", ");
  for (let at = 0; at < records.length; at += 100)
    await DB.prepare(`INSERT INTO audit_part (${PART_COLUMNS.join(", ")}) SELECT ${values} FROM json_each(?)`)
      .bind(JSON.stringify(records.slice(at, at + 100)))
      .run();
  await DB.prepare(
    `INSERT OR IGNORE INTO audit_name SELECT pseudonym, user, realm, 1, number FROM audit WHERE number <= ? AND user <> ''`,
  )
    .bind(lastNumber)
    .run();
  await DB.prepare("DELETE FROM audit WHERE number <= ?").bind(lastNumber).run();
}

/** A part of one block. Its record continues none: a reader does not follow the chain. */
async function makePart(keyring: Keyring, rows: readonly NumberedRow[]): Promise<PartRecord> {
  const [from, until] = [rows[0], rows.at(-1)] as [NumberedRow, NumberedRow];
  const block = await encodeBlock(rows);
  const index = new IndexBuilder();
  await index.addBlock(rows);
  const sha256 = await sha256OfBytes(block);
  const name = partName(from.number, until.number, sha256);
  const { bytes, offsets } = await index.finish(keyring, { first_number: from.number, name });
  await Promise.all([R2.put(`DB/part/${name}`, block), R2.put(`DB/index/${name}`, bytes)]);
  return signRecord(keyring, {
    first_number: from.number,
    last_number: until.number,
    row_count: rows.length,
    from_ms: Math.min(...rows.map(({ at_ms }) => at_ms)),
    until_ms: Math.max(...rows.map(({ at_ms }) => at_ms)),
    name,
    bytes: block.length,
    sha256,
    events: JSON.stringify([...new Set(rows.map(({ event }) => event))]),
    key_ids: "[]",
    made_at_ms: 0,
    retired_at_ms: null,
    previous: "",
    index_offsets: JSON.stringify(offsets),
    directory: JSON.stringify([[0, from.number, from.at_ms, until.at_ms, sha256]]),
  });
}

type Lists = Pick<AuditTrail, "list">;

/** The trail of D1 and the bucket. */
export const archivedLists = (keyring: Keyring, db: D1Database = DB, bucket: TrailBucket | null = BUCKET): Lists =>
  createAuditTrail(db, keyring, KEEPER, SETTINGS, bucket ?? undefined);
/** The same trail, all in one database. */
export const plainLists = (keyring: Keyring): Lists => createAuditTrail(DB_1, keyring, KEEPER, SETTINGS);

export const NEWEST: AuditFilter = {
  matching: {},
  reads: true,
  page: 1,
  pageSize: 100,
  newestFirst: true,
  after: undefined,
};

export async function lookAtTrail(lists: Lists, caller: Caller, filter: Partial<AuditFilter>): Promise<AuditPage> {
  const listed = await lists.list(caller, { ...NEWEST, ...filter });
  if (!listed.ok) throw new Error(listed.reason.code);
  return listed;
}

/** All entries, look by look, and how many looks it took. */
export async function walkTrail(lists: Lists, caller: Caller, filter: Partial<AuditFilter>) {
  const entries: AuditedEntry[] = [];
  let after: AuditFilter["after"];
  for (let looks = 1; ; looks++) {
    const page = await lookAtTrail(lists, caller, { ...filter, after });
    entries.push(...page.entries);
    if (page.after === null) return { entries, numbers: entries.map(({ number }) => number), looks };
    if (page.after === after) throw new Error(`the list does not go on at ${after}`);
    after = page.after;
  }
}
