// Rows of the trail in their order, wherever they are: in the parts of the archive, and then in the
// database.
import {
  changedRecord,
  directoryOf,
  isRecordSigned,
  type PartRecord,
} from "../../../src/storage/audit/archive/part-record.ts";
import { ArchiveFault, rowsOfBlock } from "../../../src/storage/audit/archive/read/archive-bytes.ts";
import type { TrailBucket } from "../../../src/storage/audit/archive/trail-bucket.ts";
import type { NumberedRow } from "../../../src/storage/audit/row.ts";
import type { Keyring } from "../../../src/storage/keys/keyring.ts";
import { allRows } from "../database/pages.ts";

/** Rows that are held in memory at once. */
const MAX_READ_ROWS = 1000;
const ROWS = "SELECT * FROM audit WHERE number > :after AND number <= :upto ORDER BY number LIMIT :most";
const PARTS =
  "SELECT * FROM audit_part WHERE retired_at_ms IS NULL AND first_number <= :last AND last_number >= :first ORDER BY first_number";

/** `fault`: says of a block that it is gone or changed, and its rows are left out. */
export async function* trailRows(
  db: D1Database,
  keyring: Keyring,
  bucket: TrailBucket | undefined,
  first: number,
  last: number,
  fault: (words: string) => void,
): AsyncGenerator<NumberedRow> {
  let after = first - 1;
  for (const record of await allRows<PartRecord>(db, PARTS, { first, last })) {
    if (!bucket) break;
    const isSigned = await isRecordSigned(keyring, record);
    if (!isSigned) fault(changedRecord(record));
    for (const block of isSigned ? directoryOf(record) : []) {
      if (block.last <= after || block.first > last) continue;
      const rows = await rowsOfBlock({ bucket }, record, block).catch((error) => {
        if (!(error instanceof ArchiveFault) || error.cause) throw error;
        fault(error.message);
        return [];
      });
      for (const row of rows) if (row.number > after && row.number <= last) yield row;
      // The rows may still be in the database, too, so these are not asked for again.
      after = block.last;
    }
  }
  while (after < last) {
    const rows = await allRows<NumberedRow>(db, ROWS, { after, upto: last, most: MAX_READ_ROWS });
    yield* rows;
    after = rows.at(-1)?.number ?? last;
  }
}

/** The number of the oldest row that is kept. */
export async function oldestNumber(db: D1Database, bucket: TrailBucket | undefined): Promise<number> {
  const sql = `SELECT min(number) AS number FROM (SELECT min(number) AS number FROM audit
    UNION ALL SELECT min(first_number) FROM audit_part WHERE retired_at_ms IS NULL AND :archived)`;
  const [oldest] = await allRows<{ number: number | null }>(db, sql, { archived: bucket ? 1 : 0 });
  return oldest?.number ?? Number.POSITIVE_INFINITY;
}
