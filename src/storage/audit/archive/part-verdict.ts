// What is wrong with a part of the archive: its record (./part-chain.ts), or what the bucket has
// in its place.

import type { Keyring } from "../../keys/keyring.ts";
import type { PartsHead } from "../checkpoints/head.ts";
import { partDifference, recordProblems, recordUpTo } from "./part-chain.ts";
import { indexOffsetsOf, isRecordSigned, type PartRecord, partLink, partText } from "./part-record.ts";
import type { TrailBucket } from "./trail-bucket.ts";

/**
 * What the bucket says of both objects without sending them. R2 computed the SHA-256 when the
 * object was put. An index is signed piece by piece, so its length is enough here. A record that
 * was changed names no object: whoever wrote it could stop the verification by one that cannot be
 * read.
 */
export async function objectProblems(
  keyring: Keyring,
  bucket: TrailBucket,
  record: PartRecord,
): Promise<readonly string[]> {
  if (record.retired_at_ms !== null || !(await isRecordSigned(keyring, record))) return [];
  const [part, index] = await Promise.all([bucket.head("part", record.name), bucket.head("index", record.name)]);
  const ofPart = !part ? "its object is gone" : part.sha256 !== record.sha256 && "its object was changed";
  const ofIndex = !index
    ? "its index is gone"
    : index.bytes !== indexOffsetsOf(record).at(-1) && "its index was changed";
  return [ofPart, ofIndex].filter((fault) => fault !== false).map((fault) => `${partText(record)}: ${fault}`);
}

/** As for checkpoints: what was removed at the end. */
export async function headProblems(db: D1Database, head: PartsHead | null): Promise<readonly string[]> {
  const recorded = await recordUpTo(db, head?.lastNumber ?? Number.MAX_SAFE_INTEGER);
  if (!head) return recorded ? ["the parts are chained, but no object holds the newest of them"] : [];
  const difference = await partDifference(head, recorded);
  return difference === undefined ? [] : [difference];
}

/** For requests: the newest part alone. */
export async function verifyNewestPart(
  db: D1Database,
  keyring: Keyring,
  bucket: TrailBucket,
  head: PartsHead | null,
): Promise<readonly string[]> {
  const ofHead = await headProblems(db, head);
  const newest = await recordUpTo(db, Number.MAX_SAFE_INTEGER);
  if (!newest) return ofHead;
  const before = await recordUpTo(db, newest.first_number - 1);
  const ofRecord = await recordProblems(keyring, newest, await partLink(before));
  return [...ofHead, ...ofRecord, ...(await objectProblems(keyring, bucket, newest))];
}
