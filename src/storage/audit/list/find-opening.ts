// Finds the row that opened a login among those in the bucket. The index of a part has a login by
// this row alone, since a key for each of its rows would double the index; the others are the
// person's. So a search for a login begins here, before anything else is searched, and may take
// several looks. Its cursor is a number among those in parts.

import type { Caller } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import { batch } from "../../sql/batch.ts";
import { CALLER_MAY_EVERYWHERE, callerParameters } from "../../sql/caller-guard.ts";
import { indexKey } from "../archive/index-format.ts";
import type { ArchiveSource } from "../archive/read/archive-bytes.ts";
import { borderOf, partsAhead } from "../archive/read/parts-ahead.ts";
import { type ArchiveLook, searchParts } from "../archive/read/search-parts.ts";
import { type NumberedRow, opensLogin } from "../row.ts";

export interface SoughtOpening {
  readonly opening: NumberedRow | undefined;
  /** Up to where the parts were searched in vain, if there are more. */
  readonly end: ArchiveLook["end"];
  /** Whether the cursor is among the parts, so that nothing else was searched yet. */
  readonly isBeforeAll: boolean;
}

export async function findOpening(
  archive: ArchiveSource,
  caller: Caller,
  attempt: string,
  { newestFirst, after }: AuditFilter,
): Promise<SoughtOpening> {
  const guard = { sql: CALLER_MAY_EVERYWHERE, parameters: callerParameters(caller, "auditlog") };
  // Several databases begin at the greatest number: ../../shards/stores/trails.ts.
  const cursor = typeof after === "number" && after < Number.MAX_SAFE_INTEGER ? after : undefined;
  // The rest of a login may be in the part after that of its opening.
  const place = newestFirst
    ? { low: 1, high: cursor ?? Number.MAX_SAFE_INTEGER }
    : { low: (cursor ?? 0) + 1, high: Number.MAX_SAFE_INTEGER, isWide: true };
  const found = await batch(archive.db, {
    border: borderOf(guard),
    parts: partsAhead({ newestFirst, isIndexed: true, ...place }, guard),
  });
  const isBeforeAll = cursor === undefined || cursor <= (found.border.rows[0]?.archived ?? 0);
  // Beyond the parts, only a login that ends in D1 still needs the one next to it.
  const parts = isBeforeAll ? found.parts.rows : found.parts.rows.slice(0, 1);
  const { rows, end } = await searchParts(archive, parts, {
    newestFirst,
    isIndexed: true,
    low: 1,
    high: place.high,
    keys: [await indexKey("attempt_id", attempt)],
    event: undefined,
    fits: (row) => row.attempt_id === attempt && opensLogin(row),
    enough: 1,
    first: Number.MAX_SAFE_INTEGER,
  });
  return { opening: rows[0], end: rows.length === 0 ? end : undefined, isBeforeAll };
}
