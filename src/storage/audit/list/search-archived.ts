// Searches the bucket for the rows of a list that come after, or before, those that D1 has of it.

import type { AuditFilter } from "../../../core/ports/audit.ts";
import type { ArchiveSource } from "../archive/read/archive-bytes.ts";
import type { Ahead, Border, PartAhead } from "../archive/read/parts-ahead.ts";
import { type ArchiveLook, searchParts } from "../archive/read/search-parts.ts";
import { fitsSearch } from "./fits.ts";
import { exact, isIndexed, keysOf } from "./index-keys.ts";
import type { DatabaseLook } from "./merge-archived.ts";
import type { ArchivedScan } from "./trail-scan.ts";

/** Which rows of the bucket the search may come to. Those of a period are found by their times. */
export function aheadOf(filter: AuditFilter, scan: ArchivedScan, after: number | undefined): Ahead {
  const { newestFirst, fromMs, untilMs = Infinity } = filter;
  const until = Math.min(untilMs, scan.untilMs ?? Infinity);
  return {
    newestFirst,
    low: Math.max(scan.low ?? 1, newestFirst || after === undefined ? 1 : after + 1),
    high: newestFirst && after !== undefined ? after : Number.MAX_SAFE_INTEGER,
    fromMs,
    untilMs: until === Infinity ? undefined : until,
    isIndexed: scan.key !== undefined || isIndexed(filter),
  };
}

interface Found {
  readonly parts: readonly PartAhead[];
  readonly pseudonyms: readonly { readonly pseudonym: string }[] | undefined;
  readonly border: Border | undefined;
}

/** Reads nothing if the page ends before the first of the parts. */
export async function searchArchived(
  archive: ArchiveSource,
  ahead: Ahead,
  filter: AuditFilter,
  scan: ArchivedScan,
  { parts, pseudonyms, border }: Found,
  { rows, end }: DatabaseLook,
): Promise<ArchiveLook> {
  const [nearest] = parts;
  const isBefore = (number: number) =>
    nearest !== undefined && (ahead.newestFirst ? number > nearest.last_number : number < nearest.first_number);
  if (!nearest || (end && isBefore(end.number))) return { rows: [], end: undefined };
  const before = rows.filter(({ number }) => isBefore(number)).length;
  return searchParts(archive, parts, {
    ...ahead,
    keys: scan.key === undefined ? await keysOf(filter, pseudonyms) : [scan.key],
    event: exact(filter.matching.event),
    fits: fitsSearch(filter),
    enough: filter.page * filter.pageSize + 1 - before,
    first: border?.first ?? Number.MAX_SAFE_INTEGER,
  });
}
