// A window of which only a page comes back. In SQLite only an aggregate can note what it has read
// without paying again: a JSON text of fitting places, by which the page's rows are read again.
//
// If the list goes on after the window, there is no exact count, so no row is read for its sake:
// when the first few rows of the window fill the page, the scan ends with them.

import type { Cursor } from "../../../core/ports/paging.ts";
import { type Parameters, type Statement, statement } from "../sql.ts";
import { isSearched, searchedSql } from "./searched.ts";
import { keysSql, orderSql, type PageBounds, placeSql, type RowWindow, type WindowPage } from "./window.ts";

export interface PickedRow {
  /** JSON: a Summary, the same in each row. */
  readonly window_summary: string;
  /** JSON. Null in an extra row after all others, so that there is always one with the summary. */
  readonly row_place: string | null;
}

interface Summary {
  readonly seen: number;
  readonly fits: number;
  readonly ended_early: number;
  /** The last row that may be examined, if there are so many. */
  readonly end: Cursor | null;
  /** Whether the row after that one fits. */
  readonly next_fits: number | null;
  readonly length: number | null;
}

/** Rows that are tried first for each one of the page. */
const TRIED = 4;

/** The page's numbers are bound, not written, so that reading page after page is one statement. */
const pageParameters = ({ size, skipped }: PageBounds) => {
  const enough = skipped + size + 1;
  return { page_size: size, page_skipped: skipped, page_enough: enough, page_few: TRIED * enough };
};

/** Has the parameters of the window, and those of the page. */
export function pickedStatement<Row>(
  db: D1Database | D1DatabaseSession,
  window: RowWindow,
  bounds: PageBounds,
  parameters: Parameters,
): Statement<Row> {
  const page = pageParameters(bounds);
  const noted = isSearched(window)
    ? searchedSql(window)
    : notedSql(window, window.isLong !== undefined && page.page_few < window.mostExamined);
  return statement(db, `WITH ${noted} ${pageSql(window)}`, { ...parameters, ...page });
}

/** The page out of the table `picked`, which has the places that fit and the summary. */
function pageSql({ joined = "", from, ref, columns, further = {} }: RowWindow): string {
  const more = Object.entries(further).map(([name, sql]) => `, ${sql} AS ${name}`);
  return `SELECT summary AS window_summary, entry.value ->> '$[0]' AS row_place, ${columns}${more.join("")}
    FROM picked CROSS JOIN json_each(json_insert(fitting, '$[#]', NULL)) AS entry
    LEFT JOIN ${from} ON ${ref} = entry.value ->> '$[1]' ${joined}
    WHERE entry.key >= min(:page_skipped, summary ->> 'fits') LIMIT :page_size`;
}

function notedSql(window: RowWindow, mayEndEarly: boolean): string {
  const { rows, mostExamined, as, joined = "", fits, isLong, length = "NULL" } = window;
  const filled = `(SELECT count(*) FROM (SELECT 1 FROM (${rows(":page_few")}) AS ${as} ${joined} WHERE ${fits}
    LIMIT :page_enough))`;
  const endsEarly = mayEndEarly ? `${isLong} AND ${filled} = :page_enough` : "0";
  // Without its limit SQLite would flatten the subquery and evaluate `fits` wherever it is named.
  const examined = `SELECT ${keysSql(window)}, ref, (${fits}) AS fits FROM (${rows(`${mostExamined + 1}`)}) AS ${as}
    ${joined} ${orderSql(window)} LIMIT -1`;
  return `extent (early) AS MATERIALIZED (SELECT (${endsEarly}) IS TRUE),
    picked AS (
      SELECT json_group_array(json_array(${placeSql(window)}, ref)) FILTER (WHERE fits) AS fitting,
        json_object('seen', count(*), 'fits', count(*) FILTER (WHERE fits), 'ended_early', (SELECT early FROM extent),
          'end', json_group_array(${placeSql(window)}) -> '$[${mostExamined - 1}]',
          'next_fits', json_group_array(fits) -> '$[${mostExamined}]', 'length', ${length}) AS summary
      FROM (SELECT * FROM (${examined}) WHERE fits OR NOT (SELECT early FROM extent)
        LIMIT (SELECT CASE WHEN early THEN :page_enough ELSE -1 END FROM extent)))`;
}

export function pickedPage<Row>(
  { mostExamined }: Pick<RowWindow, "mostExamined">,
  { skipped }: PageBounds,
  rows: readonly (Row & PickedRow)[],
): WindowPage<Row> {
  const { seen, fits, ended_early, end, next_fits, length } = JSON.parse(rows[0]?.window_summary ?? "{}") as Summary;
  const isBehind = seen > mostExamined;
  const count = fits - (isBehind && next_fits === 1 ? 1 : 0);
  return {
    // The last one may be the row after the window.
    rows: rows
      .slice(0, Math.max(0, count - skipped))
      .map((row) => ({ row, place: JSON.parse(row.row_place ?? "[]") as Cursor })),
    count,
    isCut: isBehind || ended_early === 1,
    end: (isBehind && end) || undefined,
    length: length ?? undefined,
  };
}
