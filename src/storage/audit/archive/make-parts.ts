// Cron's step that puts older rows of the trail into the bucket, as parts. Rows leave the database
// afterwards, by retention (./leaving.ts), once the part is recorded and its object is there:
//
//   1 the head advances over recorded parts         after a crash here
//   2 rows are read and examined                    nothing has happened
//   3 index and part are put, if absent             the next cron finds them by their name
//   4 the record is written                         1
//   5 the head advances                             leaving
//
// - two crons: of two records for the same rows the table takes one, and the other cron ends there
// - a bucket that fails: this step throws, no row leaves, and /health says `behind`

import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import type { PartsHeadKeeper } from "../checkpoints/head.ts";
import { buildPart } from "./build-part.ts";
import { nextCheckpoints } from "./next-part.ts";
import { headAt, reachPartsHead } from "./part-chain.ts";
import { MAX_PART_ROWS, sha256OfBytes } from "./part-format.ts";
import { PART_COLUMNS, partText, signRecord } from "./part-record.ts";
import type { TrailBucket } from "./trail-bucket.ts";

export interface Archive {
  readonly heads: PartsHeadKeeper;
  readonly bucket: TrailBucket;
}

export type ArchivingResult = {
  /** The last row in a recorded part; undefined if the chain of parts is broken. */
  readonly lastNumber?: number;
} & (
  | { readonly ok: true /** Whether rows may be left that are old enough. */; readonly more: boolean }
  | { readonly ok: false /** In plain words. Nothing was put. */; readonly problem: string }
);

/** Rows of one cron: they take a tenth of its CPU time. */
const MAX_ROWS_AT_ONCE = MAX_PART_ROWS;

/** Makes a part if it is time, and more while `goesOn`. */
export async function makeParts(
  db: D1Database,
  keyring: Keyring,
  { heads, bucket }: Archive,
  olderThanMs: number,
  nowMs: number,
  goesOn: () => boolean = () => true,
): Promise<ArchivingResult> {
  const reached = await reachPartsHead(db, keyring, heads);
  if (!reached.ok) return reached;
  let { head, newest } = reached;
  let rows = 0;
  do {
    const checkpoints = await nextCheckpoints(db, head.lastNumber, olderThanMs);
    const most = checkpoints.reduce((sum, { row_count }) => sum + row_count, rows);
    if (most > MAX_ROWS_AT_ONCE) break;
    const building = await buildPart(db, keyring, bucket.database, checkpoints, newest, olderThanMs);
    if (!building.ok) {
      // Another cron may have put these rows into a part meanwhile, and removed some.
      if (((await heads.readParts())?.lastNumber ?? 0) !== head.lastNumber) break;
      return { ...building, lastNumber: head.lastNumber };
    }
    const { built } = building;
    if (!built) return { ok: true, more: false, lastNumber: head.lastNumber };
    const { record: about, bytes, index } = built;
    rows += about.row_count;
    for (const [kind, content, sha256] of [
      ["index", index, await sha256OfBytes(index)],
      ["part", bytes, about.sha256],
    ] as const)
      if ((await bucket.putIfAbsent(kind, about.name, content, sha256)) === "other")
        return {
          ok: false,
          problem: `${partText(about)}: another ${kind} has its name in the bucket`,
          lastNumber: head.lastNumber,
        };
    const record = await signRecord(keyring, {
      ...about,
      made_at_ms: nowMs,
      retired_at_ms: null,
      previous: head.link,
    });
    // The first number is the key: of two crons one writes the record, and the other ends here.
    const { meta } = await statement(
      db,
      `INSERT INTO audit_part (${PART_COLUMNS.join(", ")}) VALUES (${PART_COLUMNS.map((column) => `:${column}`).join(", ")})
       ON CONFLICT DO NOTHING`,
      { ...record },
    ).run();
    const next = await headAt(record, head.parts + 1);
    const from = head.lastNumber === 0 ? null : head;
    if (meta.changes === 0 || !(await heads.advanceParts(from, next))) break;
    head = next;
    newest = record;
  } while (rows < MAX_ROWS_AT_ONCE && goesOn());
  return { ok: true, more: true, lastNumber: head.lastNumber };
}
