// Verifies the archive of a trail by its records: both chains, and each object with its rows.

import { blocksOf } from "../../../src/storage/audit/archive/index-format.ts";
import { recordProblems, recordsAfter } from "../../../src/storage/audit/archive/part-chain.ts";
import { sha256OfBytes } from "../../../src/storage/audit/archive/part-format.ts";
import {
  indexOffsetsOf,
  isRecordSigned,
  type PartRecord,
  partLink,
  partText,
} from "../../../src/storage/audit/archive/part-record.ts";
import { headProblems, objectProblems } from "../../../src/storage/audit/archive/part-verdict.ts";
import type { TrailBucket, TrailObject } from "../../../src/storage/audit/archive/trail-bucket.ts";
import type { ExaminedRows } from "../../../src/storage/audit/checkpoints/examined-rows.ts";
import type { PartsHead } from "../../../src/storage/audit/checkpoints/head.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { allRows } from "../database/pages.ts";
import { examineContent, isHeaderOf, type SignedRange, unpackPart } from "./part-content.ts";

interface PartsRange {
  /** The head that the object holds; undefined when it could not be asked. */
  readonly head: PartsHead | null | undefined;
  /** Whether the objects are not read, and only their SHA-256 is compared. */
  readonly headsOnly: boolean;
}

interface PartsFound {
  readonly parts: number;
  /** The keys of objects that no record names: after a restore, those with what it has lost. */
  readonly unrecorded: readonly string[];
}

/** What is wrong goes to `examined`, whose rows end where those of the database begin. */
export async function verifyParts(
  db: D1Database,
  keyring: Keyring,
  bucket: TrailBucket,
  examined: ExaminedRows,
  { head, headsOnly }: PartsRange,
): Promise<PartsFound> {
  const { problems } = examined;
  const names = new Set<string>();
  let before: PartRecord | null = null;
  let parts = 0;
  let upToHead = 0;
  for await (const record of recordsIn(db)) {
    parts++;
    names.add(record.name);
    if (head && record.first_number <= head.lastNumber) upToHead++;
    const ofRecord = await recordProblems(keyring, record, await partLink(before));
    problems.push(...ofRecord);
    const ofObjects = await objectProblems(keyring, bucket, record);
    problems.push(...ofObjects);
    if (
      !headsOnly &&
      record.retired_at_ms === null &&
      ofObjects.length === 0 &&
      (await isRecordSigned(keyring, record))
    )
      await examineObjects(record, ofRecord.length === 0 ? before : undefined);
    before = record;
  }
  if (head !== undefined) problems.push(...(await headProblems(db, head)));
  if (head && upToHead !== head.parts)
    problems.push(`parts up to row ${head.lastNumber}: ${head.parts} made, ${upToHead} found`);
  return { parts, unrecorded: [...(await unrecorded("part")), ...(await unrecorded("index"))] };

  async function unrecorded(kind: TrailObject): Promise<string[]> {
    const found = await objectNamesIn(bucket, kind);
    return found.filter((name) => !names.has(name)).map((name) => `${bucket.database}/${kind}/${name}`);
  }

  /** `previous`: undefined where that was found fault with. */
  async function examineObjects(record: PartRecord, previous: PartRecord | null | undefined): Promise<void> {
    const { name, first_number: first, last_number: last } = record;
    const [bytes, index] = [await bucket.read("part", name, 0, record.bytes), await wholeIndex(record)];
    if (!index || !(await isIndexSigned(keyring, record, index)))
      problems.push(`${partText(record)}: its index was changed`);
    const content = bytes && (await sha256OfBytes(bytes)) === record.sha256 ? unpackPart(bytes) : undefined;
    if (!content || !(await isHeaderOf(keyring, content, { first, last, database: bucket.database }))) {
      problems.push(`${partText(record)}: its object was changed`);
      return;
    }
    const named = content.header.before;
    if (previous !== undefined && (named?.name !== previous?.name || named?.sha256 !== previous?.sha256))
      problems.push(`${partText(record)}: it does not continue the one before it`);
    await examineContent(examined, content, await checkpointsOf(db, record));
  }

  async function wholeIndex(record: PartRecord) {
    return bucket.read("index", record.name, 0, indexOffsetsOf(record).at(-1) ?? 0);
  }
}

/** Each piece has a MAC of its own, over the part's first number and the place. */
async function isIndexSigned(keyring: Keyring, record: PartRecord, index: Uint8Array): Promise<boolean> {
  const offsets = indexOffsetsOf(record);
  for (const [piece, end] of offsets.slice(1).entries()) {
    const bytes = index.subarray(offsets[piece], end);
    if ((await blocksOf(keyring, record.first_number, piece * 2 ** 40, bytes)) === undefined) return false;
  }
  return true;
}

/** Those of the database: they are chained up to the head. */
async function checkpointsOf(db: D1Database, { first_number, last_number }: PartRecord): Promise<SignedRange[]> {
  const sql = `SELECT first_number AS first, last_number AS last, digest FROM audit_checkpoint
    WHERE first_number BETWEEN :first_number AND :last_number ORDER BY first_number`;
  const found = await allRows<{ first: number; last: number; digest: string }>(db, sql, { first_number, last_number });
  return found.map(({ first, last, digest }) => [first, last, digest]);
}

async function* recordsIn(db: D1Database): AsyncGenerator<PartRecord> {
  for (let after = 0; ; ) {
    const page = await recordsAfter(db, after);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last.first_number;
  }
}

/** The names of all objects of a kind, in their order. */
export async function objectNamesIn(bucket: TrailBucket, kind: TrailObject): Promise<string[]> {
  const names: string[] = [];
  for (let more = true; more; ) {
    const page = await bucket.list(kind, names.at(-1));
    names.push(...page.names);
    more = page.more;
  }
  return names;
}
