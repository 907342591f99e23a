// A window of which every row comes back, and one more that tells whether the list goes on.

import type { Cursor } from "../../../core/ports/paging.ts";
import { orderSql, type PageBounds, placeSql, type RowWindow, type WindowPage } from "./window.ts";

export interface WholeRow {
  /** JSON. */
  readonly row_place: string;
  readonly row_fits: number | null;
}

export function wholeSql(window: RowWindow): string {
  const { rows, mostExamined, limit = `${mostExamined + 1}`, as, joined = "", fits, columns, further = {} } = window;
  const more = Object.entries(further).map(([name, sql]) => `, CASE WHEN ${fits} THEN ${sql} END AS ${name}`);
  return `SELECT ${placeSql(window)} AS row_place, (${fits}) AS row_fits, ${columns}${more.join("")}
    FROM (${rows(limit)}) AS ${as} ${joined} ${orderSql(window)}`;
}

export function wholePage<Row>(
  { mostExamined }: Pick<RowWindow, "mostExamined">,
  { size, skipped }: PageBounds,
  rows: readonly (Row & WholeRow)[],
): WindowPage<Row> {
  const isCut = rows.length > mostExamined;
  const examined = rows.slice(0, mostExamined);
  const fitting = examined.filter((row) => row.row_fits === 1);
  const placed = (row: Row & WholeRow) => ({ row, place: JSON.parse(row.row_place) as Cursor });
  const last = examined.at(-1);
  return {
    rows: fitting.slice(skipped, skipped + size).map(placed),
    count: fitting.length,
    isCut,
    end: isCut && last ? placed(last).place : undefined,
  };
}
