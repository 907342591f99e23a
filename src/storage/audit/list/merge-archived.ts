// Merges what D1 and the bucket have of a list into a page. Each was searched up to some place: up
// to the nearer one all rows are known, and the page ends there.

import type { AuditFilter } from "../../../core/ports/audit.ts";
import { invalidParameter, type Outcome } from "../../../core/reasons.ts";
import type { Border } from "../archive/read/parts-ahead.ts";
import type { ArchiveLook, TrailPlace } from "../archive/read/search-parts.ts";
import type { NumberedRow } from "../row.ts";
import type { TrailPage } from "./list-all.ts";

/** A look at D1, from the beginning of the list or the cursor on. */
export interface DatabaseLook {
  readonly rows: readonly NumberedRow[];
  /** How many rows fit, with those of later pages. */
  readonly count: number;
  readonly exact: boolean;
  /** Up to where everything was looked at; undefined: to the end of what D1 has. */
  readonly end: TrailPlace | undefined;
}

export const NOTHING: DatabaseLook & ArchiveLook = { rows: [], count: 0, exact: true, end: undefined };

export const FAR = "so far into a long list, read it by the cursor of the page before: after";

export function mergeArchived(
  database: DatabaseLook,
  look: ArchiveLook,
  { page, pageSize, newestFirst, after }: AuditFilter,
  border?: Border,
): Outcome<{ readonly found: TrailPage }> {
  const along = (a: { readonly number: number }, b: { readonly number: number }) =>
    newestFirst ? b.number - a.number : a.number - b.number;
  const inDatabase = new Set(database.rows.map(({ number }) => number));
  const all = [...database.rows, ...look.rows.filter(({ number }) => !inDatabase.has(number))];
  const [end] = [database.end, look.end].filter((place) => place !== undefined).sort(along);
  const known = all.filter((row) => !end || along(row, end) <= 0).sort(along);
  const skipped = (page - 1) * pageSize;
  const rows = known.slice(skipped, skipped + pageSize);
  const exact = database.exact && look.end === undefined;
  if (rows.length === 0 && skipped > 0 && !exact) return invalidParameter("page", FAR);
  const lastNumber = rows.at(-1)?.number;
  const isMore = lastNumber !== undefined && skipped + rows.length < known.length;
  return {
    ok: true,
    found: {
      rows,
      // Rows beyond the place are not on the pages that follow by number.
      count: known.length < all.length ? known.length : all.length + database.count - database.rows.length,
      exact,
      after: (isMore ? lastNumber : end?.number) ?? null,
      reached: lastNumber ?? (typeof after === "number" ? after : 0),
      searchedToMs: isMore ? null : (end?.atMs ?? null),
      border,
    },
  };
}
