// A look that gives back every row of its window, and one more that tells whether the list goes on.

import { type Look, type Looked, orderSql, type Place, placeSql, type Slice } from "./terms.ts";

export interface WholeRow {
  /** JSON. */
  readonly look_place: string;
  readonly look_fits: number | null;
}

export function wholeSql(look: Look): string {
  const { window, mostExamined, as, joined = "", fits, columns, further = {} } = look;
  const more = Object.entries(further).map(([name, sql]) => `, CASE WHEN ${fits} THEN ${sql} END AS ${name}`);
  return `SELECT ${placeSql(look)} AS look_place, (${fits}) AS look_fits, ${columns}${more.join("")}
    FROM (${window(`${mostExamined + 1}`)}) AS ${as} ${joined} ${orderSql(look)}`;
}

export function lookedWhole<Row>(
  { mostExamined }: Pick<Look, "mostExamined">,
  { size, skipped }: Slice,
  rows: readonly (Row & WholeRow)[],
): Looked<Row> {
  const isCut = rows.length > mostExamined;
  const examined = rows.slice(0, mostExamined);
  const fitting = examined.filter((row) => row.look_fits === 1);
  const placed = (row: Row & WholeRow) => ({ row, place: JSON.parse(row.look_place) as Place });
  const last = examined.at(-1);
  return {
    rows: fitting.slice(skipped, skipped + size).map(placed),
    count: fitting.length,
    isCut,
    end: isCut && last ? placed(last).place : undefined,
  };
}
