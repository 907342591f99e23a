// Reads from the bucket, and believes nothing that it says: whoever can write there must not be
// able to change what the trail tells, nor make a row vanish from a page without a word. A block
// has to be the one of its record in D1, and that record as it was signed.

import type { Bytes } from "../../../../lib/bytes.ts";
import type { Keyring } from "../../../keys/keyring.ts";
import { statement } from "../../../sql/sql.ts";
import type { NumberedRow } from "../../row.ts";
import { decodeBlock, sha256OfBytes } from "../part-format.ts";
import { changedRecord, isRecordSigned, type PartBlock, type PartRecord, partText } from "../part-record.ts";
import type { TrailBucket, TrailObject } from "../trail-bucket.ts";

/** A database and the bucket that has its older rows. */
export interface ArchiveSource {
  readonly db: D1Database;
  readonly keyring: Keyring;
  readonly bucket: TrailBucket;
}

/** Rows that should be in the bucket cannot be read; `cause`: because it failed. */
export class ArchiveFault extends Error {}

export type NamedPart = Pick<PartRecord, "first_number" | "last_number" | "name">;

export async function archiveBytes(
  { bucket }: Pick<ArchiveSource, "bucket">,
  kind: TrailObject,
  part: NamedPart,
  begin: number,
  end: number,
): Promise<Bytes> {
  const bytes = await bucket.read(kind, part.name, begin, end - begin).catch((error: unknown) => {
    throw new ArchiveFault(`${partText(part)}: the bucket failed: ${error}`, { cause: error });
  });
  if (!bytes) throw new ArchiveFault(`${partText(part)}: its ${kind === "part" ? "object" : kind} is gone or cut off`);
  return bytes;
}

/** The rows of a block, in their order. Those of a person stand under the pseudonym: ./names.ts. */
export async function rowsOfBlock(
  archive: Pick<ArchiveSource, "bucket">,
  part: NamedPart,
  block: PartBlock,
): Promise<NumberedRow[]> {
  const bytes = await archiveBytes(archive, "part", part, block.offset, block.offset + block.bytes);
  if ((await sha256OfBytes(bytes)) !== block.sha256)
    throw new ArchiveFault(`${partText(part)}: its rows from ${block.first} on were changed`);
  return decodeBlock(bytes);
}

/** Records with their directories, without those that retention has ended in this very moment. */
export async function recordsOf({ db, keyring }: ArchiveSource, parts: readonly NamedPart[]): Promise<PartRecord[]> {
  if (parts.length === 0) return [];
  const sql = "SELECT * FROM audit_part WHERE first_number IN (SELECT value FROM json_each(:parts))";
  const numbers = JSON.stringify(parts.map(({ first_number }) => first_number));
  const { results } = await statement<PartRecord>(db, sql, { parts: numbers }).all();
  const gone = parts.find(({ first_number }) => !results.some((record) => record.first_number === first_number));
  if (gone) throw new ArchiveFault(`${partText(gone)}: its record is gone`);
  return unretired(keyring, results);
}

/** Throws if one was changed. */
export async function unretired(keyring: Keyring, records: readonly PartRecord[]): Promise<PartRecord[]> {
  for (const record of records)
    if (!(await isRecordSigned(keyring, record))) throw new ArchiveFault(changedRecord(record));
  return records.filter(({ retired_at_ms }) => retired_at_ms === null);
}
