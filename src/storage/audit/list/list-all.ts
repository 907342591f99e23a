// Reads a page of the whole trail. Numbers have no gaps: arithmetic finds it, and counts the rows.

import type { Caller } from "../../../core/caller.ts";
import type { AuditFilter } from "../../../core/ports/audit.ts";
import type { Outcome } from "../../../core/reasons.ts";
import { batchEverywhere } from "../../sql/caller-guard.ts";
import { part } from "../../sql/sql.ts";
import type { NumberedRow } from "../row.ts";

/** A page of a list of the trail: src/core/ports/audit.ts. */
export interface TrailPage {
  readonly rows: readonly NumberedRow[];
  readonly count: number;
  readonly exact: boolean;
  readonly after: number | null;
  readonly reached: number;
  readonly searchedToMs: number | null;
}

interface Ends {
  readonly first: number | null;
  readonly last: number | null;
}

export async function listAll(
  db: D1Database,
  caller: Caller,
  { page, pageSize, newestFirst }: AuditFilter,
  after: number | undefined,
): Promise<Outcome<{ readonly found: TrailPage }>> {
  const [beyond, order] = newestFirst ? ["<", "DESC"] : [">", "ASC"];
  const start = after === undefined ? startOf(newestFirst) : ":after";
  const found = await batchEverywhere(db, caller, "auditlog", (guard) => ({
    page: part<NumberedRow>(
      `SELECT * FROM audit WHERE number ${beyond} ${start} AND ${guard.sql} ORDER BY number ${order} LIMIT :size`,
      { ...guard.parameters, after: after ?? null, skipped: (page - 1) * pageSize, size: pageSize },
    ),
    ends: part<Ends>(
      `SELECT (SELECT min(number) FROM audit) AS first, (SELECT max(number) FROM audit) AS last WHERE ${guard.sql}`,
      guard.parameters,
    ),
  }));
  if (!found.ok) return found;
  const { rows } = found.page;
  const { first, last } = found.ends.rows[0] ?? { first: null, last: null };
  const lastNumber = rows.at(-1)?.number ?? null;
  return {
    ok: true,
    found: {
      rows,
      count: (last ?? 0) - (first ?? 1) + 1,
      exact: true,
      after: lastNumber === (newestFirst ? first : last) ? null : lastNumber,
      reached: lastNumber ?? after ?? 0,
      searchedToMs: null,
    },
  };
}

/** The number before the first row of a page, in the order of the list. Parameter: `skipped`. */
const startOf = (newestFirst: boolean): string =>
  newestFirst ? "(SELECT max(number) FROM audit) + 1 - :skipped" : "(SELECT min(number) FROM audit) - 1 + :skipped";
