// Rows of the trail in their order, wherever they are: in the parts of the archive, and then in the
// database.
import { decodeBlock, sha256OfBytes } from "../../../src/storage/audit/archive/part-format.ts";
import {
  directoryOf,
  isRecordSigned,
  type PartRecord,
  partText,
} from "../../../src/storage/audit/archive/part-record.ts";
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
  trail: TrailBucket | undefined,
  first: number,
  last: number,
  fault: (words: string) => void,
): AsyncGenerator<NumberedRow> {
  let after = first - 1;
  for (const record of trail ? await allRows<PartRecord>(db, PARTS, { first, last }) : []) {
    const isSigned = await isRecordSigned(keyring, record);
    if (!isSigned) fault(`${partText(record)}: its record was changed`);
    for (const block of isSigned ? directoryOf(record) : []) {
      if (block.last <= after || block.first > last) continue;
      const bytes = await trail?.read("part", record.name, block.offset, block.bytes);
      const rows = bytes && (await sha256OfBytes(bytes)) === block.sha256 ? await decodeBlock(bytes) : undefined;
      if (!rows) fault(`${partText(record)}: rows ${block.first} to ${block.last} are gone or were changed`);
      for (const row of rows ?? []) if (row.number > after && row.number <= last) yield row;
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
export async function oldestNumber(db: D1Database, trail: TrailBucket | undefined): Promise<number> {
  const sql = `SELECT min(number) AS number FROM (SELECT min(number) AS number FROM audit
    UNION ALL SELECT min(first_number) FROM audit_part WHERE retired_at_ms IS NULL AND :archived)`;
  const [oldest] = await allRows<{ number: number | null }>(db, sql, { archived: trail ? 1 : 0 });
  return oldest?.number ?? Number.POSITIVE_INFINITY;
}
