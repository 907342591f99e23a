// Removes the parts whose rows are all older than the trail is kept. The record is signed first
// with the time of the removal, and stays, as a checkpoint does. Then both objects are deleted.
// Once a day those of parts that were removed before are deleted again: a cron may have died in
// between, or a lock of the bucket, which counts from the time of the put, may have refused.

import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import { FIRST_TO_LEAVE } from "./leaving.ts";
import { changedRecord, isRecordSigned, type PartRecord, partText, signRecord } from "./part-record.ts";
import type { TrailBucket } from "./trail-bucket.ts";

const DAY_MS = 24 * 3600 * 1000;
/** Parts that one day's run signs: more come to an end only after a pause of days. */
const MAX_REMOVED_PARTS = 100;

export interface Removal {
  /** Why a part that is due stays, in plain words. */
  readonly problem: string | undefined;
}

/** Does its work in the first cron of a day. */
export async function removeParts(
  db: D1Database,
  keyring: Keyring,
  bucket: TrailBucket,
  olderThanMs: number,
  nowMs: number,
): Promise<Removal> {
  const ran = await statement<{ ran_at_ms: number }>(db, "SELECT ran_at_ms FROM housekeeping").first();
  const dayOf = (ms: number) => Math.floor(ms / DAY_MS);
  if (dayOf(ran?.ran_at_ms ?? 0) === dayOf(nowMs)) return { problem: undefined };
  await deleteAgain(db, bucket);
  let refused: PartRecord | undefined;
  for (const record of await oldestParts(db)) {
    if (record.until_ms >= olderThanMs) break;
    // An insider could date a part back to have its removal signed.
    if (!(await isRecordSigned(keyring, record))) return { problem: changedRecord(record) };
    const { mac, retired_at_ms } = await signRecord(keyring, { ...record, retired_at_ms: nowMs });
    await statement(
      db,
      "UPDATE audit_part SET retired_at_ms = :retired_at_ms, mac = :mac WHERE first_number = :first AND retired_at_ms IS NULL",
      { retired_at_ms, mac, first: record.first_number },
    ).run();
    await bucket.delete(record.name).catch((error) => {
      if (!refused) console.warn(`audit: ${partText(record)} is not deleted yet, which is tried again daily:`, error);
      refused = record;
    });
  }
  return { problem: undefined };
}

/** The oldest parts whose rows have all left the database. */
const oldestParts = async (db: D1Database): Promise<PartRecord[]> =>
  (
    await statement<PartRecord>(
      db,
      `SELECT * FROM audit_part WHERE first_number > 0 AND retired_at_ms IS NULL AND last_number < ${FIRST_TO_LEAVE}
       ORDER BY first_number LIMIT ${MAX_REMOVED_PARTS}`,
    ).all()
  ).results;

/**
 * Deletes what is left of parts that were removed. The index goes last, so it tells. Objects
 * without a record stay: after a restore they hold what the database has lost.
 */
async function deleteAgain(db: D1Database, bucket: TrailBucket): Promise<void> {
  const oldest = await statement<{ name: string }>(
    db,
    "SELECT name FROM audit_part WHERE first_number > 0 AND retired_at_ms IS NULL ORDER BY first_number LIMIT 1",
  ).first();
  let after: string | undefined;
  for (;;) {
    const { names, more } = await bucket.list("index", after);
    const older = names.filter((name) => oldest === null || name < oldest.name);
    const { results } = await statement<{ name: string }>(
      db,
      `SELECT name FROM audit_part WHERE retired_at_ms IS NOT NULL AND first_number IN (SELECT value FROM json_each(:firsts))`,
      { firsts: JSON.stringify(older.map((name) => Number.parseInt(name, 10))) },
    ).all();
    for (const { name } of results) if (older.includes(name)) await bucket.delete(name).catch(() => {});
    after = names.at(-1);
    if (!more || older.length < names.length) return;
  }
}
