// What is wrong with a part of the archive: its record is not the one that was signed, does not
// continue the one before it, or is not the one that the object of ../../checkpoints/head.ts holds;
// or the bucket has no longer what the record names.

import type { Keyring } from "../../../keys/keyring.ts";
import { statement } from "../../../sql/sql.ts";
import type { PartsHead } from "../../checkpoints/head.ts";
import { indexOffsetsOf, isRecordSigned, type PartRecord, partLink, partText } from "../part-record.ts";
import type { TrailBucket } from "../trail-bucket.ts";

/** The part that covers a row, or else the last one before it. */
export const newestPartUpTo = (db: D1Database, last: number): Promise<PartRecord | null> =>
  statement<PartRecord>(db, "SELECT * FROM audit_part WHERE first_number <= :last ORDER BY first_number DESC LIMIT 1", {
    last,
  }).first();

/** `before`: the record before it; null if there is none. */
export async function recordProblems(
  keyring: Keyring,
  record: PartRecord,
  before: PartRecord | null,
): Promise<readonly string[]> {
  const isSigned = await isRecordSigned(keyring, record);
  const continues =
    record.previous === (before ? await partLink(before) : "") &&
    (before === null || record.first_number === before.last_number + 1);
  return [
    ...(isSigned ? [] : [`${partText(record)}: its record was changed`]),
    ...(continues ? [] : [`${partText(record)}: it does not continue the one before it`]),
  ];
}

/**
 * What the bucket says of both objects without sending them. R2 computed the SHA-256 when the object
 * was put. An index is signed piece by piece, so its length is enough here.
 */
export async function objectProblems(bucket: TrailBucket, record: PartRecord): Promise<readonly string[]> {
  if (record.retired_at_ms !== null) return [];
  const [part, index] = await Promise.all([bucket.head("part", record.name), bucket.head("index", record.name)]);
  const ofPart = !part ? "its object is gone" : part.sha256 !== record.sha256 && "its object was changed";
  const ofIndex = !index
    ? "its index is gone"
    : index.bytes !== indexOffsetsOf(record).at(-1) && "its index was changed";
  return [ofPart, ofIndex].filter((fault) => fault !== false).map((fault) => `${partText(record)}: ${fault}`);
}

/** As for checkpoints: what was removed at the end. `newest`: the newest record of all. */
export async function headProblems(
  db: D1Database,
  head: PartsHead | null,
  newest: PartRecord | null,
): Promise<readonly string[]> {
  if (!head) return newest ? ["the parts are chained, but no object holds the newest of them"] : [];
  if (head.lastNumber === 0) return [];
  const held = newest?.last_number === head.lastNumber ? newest : await newestPartUpTo(db, head.lastNumber);
  if (held?.last_number !== head.lastNumber) return [`the newest part, up to row ${head.lastNumber}, is gone`];
  return (await partLink(held)) === head.link ? [] : [`the newest part, up to row ${head.lastNumber}, was replaced`];
}

/** For requests: the newest part alone. */
export async function verifyNewestPart(
  db: D1Database,
  keyring: Keyring,
  bucket: TrailBucket,
  head: PartsHead | null,
): Promise<readonly string[]> {
  const newest = await newestPartUpTo(db, Number.MAX_SAFE_INTEGER);
  const problems = await headProblems(db, head, newest);
  if (!newest) return problems;
  const before = await newestPartUpTo(db, newest.first_number - 1);
  return [...problems, ...(await recordProblems(keyring, newest, before)), ...(await objectProblems(bucket, newest))];
}
