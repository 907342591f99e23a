// Reads a page of the whole trail. Numbers have no gaps: arithmetic finds it, and counts the rows.
// Those that are no longer in D1 are in parts.

import type { Caller } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import type { Outcome } from "../../../core/reasons.ts";
import { batchEverywhere } from "../../sql/caller-guard.ts";
import { part } from "../../sql/sql.ts";
import { directoryOf, type PartRecord } from "../archive/part-record.ts";
import { type ArchiveSource, rowsOfBlock, unretired } from "../archive/read/archive-bytes.ts";
import { namedRows } from "../archive/read/names.ts";
import { BORDER, type Border, partAt } from "../archive/read/parts-ahead.ts";
import type { NumberedRow } from "../row.ts";

/** A page of a list of the trail: src/core/ports/audit.ts. */
export interface TrailPage {
  readonly rows: readonly NumberedRow[];
  readonly count: number;
  readonly exact: boolean;
  readonly after: number | null;
  readonly reached: number;
  readonly searchedToMs: number | null;
  readonly border: Border | undefined;
}

/** The first and the last number, in D1 and in parts, and the least number that a page can have. */
interface Ends extends Border {
  readonly begin: number | null;
  readonly last: number | null;
  readonly low: number | null;
}

const LAST = "(SELECT max(number) FROM audit)";
const IN_DATABASE = "(SELECT min(number) FROM audit)";
const IN_BOTH = `min(${IN_DATABASE},
  ifnull((SELECT min(first_number) FROM audit_part WHERE retired_at_ms IS NULL), ${IN_DATABASE}))`;

export async function listAll(
  db: D1Database,
  archive: ArchiveSource | undefined,
  caller: Caller,
  { page, pageSize, newestFirst }: AuditFilter,
  after: number | undefined,
): Promise<Outcome<{ readonly found: TrailPage }>> {
  const [beyond, order] = newestFirst ? ["<", "DESC"] : [">", "ASC"];
  const begin = archive ? IN_BOTH : IN_DATABASE;
  const start = after !== undefined ? ":after" : newestFirst ? `${LAST} + 1 - :skipped` : `${begin} - 1 + :skipped`;
  const lowest = newestFirst ? `min(${start}, ${LAST} + 1) - :size` : `max(${start} + 1, ${begin})`;
  const numbers = { after: after ?? null, skipped: (page - 1) * pageSize, size: pageSize };
  const found = await batchEverywhere(db, caller, "auditlog", ({ sql, parameters }) => ({
    page: part<NumberedRow>(
      `SELECT * FROM audit WHERE number ${beyond} ${start} AND ${sql} ORDER BY number ${order} LIMIT :size`,
      { ...parameters, ...numbers },
    ),
    ends: part<Ends>(`SELECT ${begin} AS begin, ${LAST} AS last, ${lowest} AS low, ${BORDER} WHERE ${sql}`, {
      ...parameters,
      ...numbers,
    }),
    parts:
      archive &&
      part<PartRecord>(
        `SELECT * FROM audit_part WHERE first_number BETWEEN ${partAt(lowest)} AND ${lowest} + :size - 1
           AND last_number >= ${lowest} AND retired_at_ms IS NULL AND ${sql}`,
        { ...parameters, ...numbers },
      ),
  }));
  if (!found.ok) return found;
  const { begin: first, last, low, ...border } = found.ends.rows[0] ?? NONE;
  const of = { count: (last ?? 0) - (first ?? 1) + 1, exact: true, searchedToMs: null, border };
  if (archive && found.parts && low !== null && low <= (border.archived ?? 0)) {
    // A row of D1 behind such numbers would pass over those that are in a part.
    const high = low + pageSize - 1;
    const there = found.page.rows.filter(({ number }) => number >= low && number <= high);
    const rows = [...there, ...(await archivedRows(archive, found.parts.rows, low, high, there))];
    const edge = newestFirst ? low : Math.min(high, last ?? 0);
    return {
      ok: true,
      found: {
        ...of,
        rows: rows.sort((a, b) => (newestFirst ? b.number - a.number : a.number - b.number)),
        after: newestFirst ? (low <= (first ?? 0) ? null : low) : high >= (last ?? 0) ? null : high,
        reached: edge,
      },
    };
  }
  const { rows } = found.page;
  const lastNumber = rows.at(-1)?.number ?? null;
  return {
    ok: true,
    found: {
      ...of,
      rows,
      after: lastNumber === (newestFirst ? first : last) ? null : lastNumber,
      reached: lastNumber ?? after ?? 0,
    },
  };
}

const NONE: Ends = { begin: null, last: null, low: null, first: null, archived: null, archived_before: null };

/** The rows of these numbers that are in parts and not `there`. */
async function archivedRows(
  archive: ArchiveSource,
  parts: readonly PartRecord[],
  low: number,
  high: number,
  there: readonly NumberedRow[],
): Promise<NumberedRow[]> {
  const numbers = new Set(there.map(({ number }) => number));
  const isMissing = (number: number) => number >= low && number <= high && !numbers.has(number);
  const missing = Array.from({ length: high - low + 1 }, (_, index) => low + index).filter(isMissing);
  const records = await unretired(archive.keyring, parts);
  const blocks = records.flatMap((part) =>
    directoryOf(part)
      .filter(({ first, last }) => missing.some((number) => number >= first && number <= last))
      .map((block) => rowsOfBlock(archive, part, block)),
  );
  const rows = (await Promise.all(blocks)).flat().filter(({ number }) => isMissing(number));
  return namedRows(archive.db, rows, Number.MAX_SAFE_INTEGER);
}
