// The chain of the parts' records, as ../checkpoints/checkpoint.ts has that of checkpoints: each
// record signs the link of the one before it, and a Durable Object holds the newest link. The
// record is written first, then the object advances; a cron that dies in between leaves that to the
// next.

import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import type { PartsHead, PartsHeadKeeper } from "../checkpoints/head.ts";
import { changedRecord, isRecordSigned, type PartRecord, partLink, partText } from "./part-record.ts";

/** Records that are read at once. */
const MAX_READ_RECORDS = 100;

export type PartsHeadResult =
  | {
      readonly ok: true;
      readonly head: PartsHead /** Its record, if there is one. */;
      readonly newest: PartRecord | null;
    }
  /** `problem` is in plain words. */
  | { readonly ok: false; readonly problem: string };

/** Advances the object over every record in the table, to the head that is returned. */
export async function reachPartsHead(
  db: D1Database,
  keyring: Keyring,
  keeper: PartsHeadKeeper,
): Promise<PartsHeadResult> {
  const recorded = await keeper.readParts();
  if (!recorded) return beginPartChain(db, keyring, keeper);
  let newest = await recordUpTo(db, recorded.lastNumber);
  const problem = await partDifference(recorded, newest);
  if (problem !== undefined) return { ok: false, problem };
  let head = recorded;
  // Usually there is none, and one after a cron that died.
  for (const record of await recordsAfter(db, head.lastNumber)) {
    const [fault] = await recordProblems(keyring, record, head.link);
    if (fault !== undefined) return { ok: false, problem: fault };
    const next = await headAt(record, head.parts + 1);
    // Another cron has advanced the object meanwhile, so begin again from where it is.
    if (!(await keeper.advanceParts(head, next))) return reachPartsHead(db, keyring, keeper);
    head = next;
    newest = record;
  }
  return { ok: true, head, newest };
}

/**
 * Write access to the database cannot empty the object, so an empty one is new: no part was made,
 * or AUDIT_HEAD_NAME is another one after a restore. The chain then begins at the newest record.
 */
async function beginPartChain(db: D1Database, keyring: Keyring, keeper: PartsHeadKeeper): Promise<PartsHeadResult> {
  const newest = await recordUpTo(db, Number.MAX_SAFE_INTEGER);
  if (newest && !(await isRecordSigned(keyring, newest))) return { ok: false, problem: changedRecord(newest) };
  // Counted this once; from then on the object holds the number.
  const begun = await headAt(newest, await countRecords(db));
  if (!newest) return { ok: true, head: begun, newest };
  if (!(await keeper.advanceParts(null, begun))) return reachPartsHead(db, keyring, keeper);
  console.warn(`audit: the chain of parts begins after row ${begun.lastNumber}`);
  return { ok: true, head: begun, newest };
}

/** The head when this is the newest record. */
export const headAt = async (record: PartRecord | null, parts: number): Promise<PartsHead> => ({
  lastNumber: record?.last_number ?? 0,
  link: await partLink(record),
  parts,
});

/**
 * What is wrong with a record that should follow the one of this link. Between their rows may be
 * some that came to their end in the database, while no bucket was bound.
 */
export async function recordProblems(keyring: Keyring, record: PartRecord, link: string): Promise<readonly string[]> {
  return [
    ...((await isRecordSigned(keyring, record)) ? [] : [changedRecord(record)]),
    ...(record.previous === link ? [] : [`${partText(record)}: it does not continue the one before it`]),
  ];
}

/**
 * How the table differs from the object's head, in plain words; undefined when it does not.
 * `newest`: its record up to the head's number.
 */
export async function partDifference(
  { lastNumber, link }: PartsHead,
  newest: PartRecord | null,
): Promise<string | undefined> {
  if (lastNumber === 0) return undefined;
  if (newest?.last_number === lastNumber && (await partLink(newest)) === link) return undefined;
  const fate = newest?.last_number === lastNumber ? "was replaced" : "is gone";
  return `the record of the newest part, up to row ${lastNumber}, ${fate}`;
}

/** The record of the part that has a row, or else of the last one before it. */
export const recordUpTo = (db: D1Database, number: number): Promise<PartRecord | null> =>
  statement<PartRecord>(
    db,
    "SELECT * FROM audit_part WHERE first_number <= :number ORDER BY first_number DESC LIMIT 1",
    { number },
  ).first();

/** The records of parts that begin after a row, in order, as many as may be read at once. */
export const recordsAfter = async (db: D1Database, number: number): Promise<PartRecord[]> =>
  (
    await statement<PartRecord>(
      db,
      `SELECT * FROM audit_part WHERE first_number > :number ORDER BY first_number LIMIT ${MAX_READ_RECORDS}`,
      { number },
    ).all()
  ).results;

const countRecords = async (db: D1Database): Promise<number> =>
  (await statement<{ n: number }>(db, "SELECT count(*) AS n FROM audit_part WHERE first_number > 0").first())?.n ?? 0;
