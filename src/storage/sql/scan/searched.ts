// A window of many rows, in which a search may find few. To note them all, as ./picked.ts does,
// would cost more than to read them. So the scan ends with the page, and what else is told of the
// window is read along the index again: how many rows fit, unless the list is long and nobody can
// say how many fit in all of it, and the window's last row, if the page is not full.

import { keysSql, orderSql, placeSql, type RowWindow } from "./window.ts";

/** Noting more rows than this costs more than to read them twice. */
const MAX_NOTED_ROWS = 1000;

export const isSearched = ({ mostExamined }: Pick<RowWindow, "mostExamined">): boolean => mostExamined > MAX_NOTED_ROWS;

/** The table `picked`, as in ./picked.ts. */
export function searchedSql(window: RowWindow): string {
  const { rows, mostExamined, as, joined = "", fits, isLong = "false", length = "NULL" } = window;
  const read = `FROM (${rows(`${mostExamined}`)}) AS ${as} ${joined}`;
  return `page AS MATERIALIZED (
      SELECT json_group_array(json_array(${placeSql(window)}, ref)) AS fitting, count(*) AS found
      FROM (SELECT ${keysSql(window)}, ref ${read} WHERE ${fits} ${orderSql(window)} LIMIT :page_enough)),
    extent AS MATERIALIZED (
      SELECT fitting, found, found = :page_enough AS filled, found = :page_enough AND ${isLong} AS early FROM page),
    behind AS MATERIALIZED (
      SELECT CASE WHEN early THEN '[]' ELSE (
        SELECT json_group_array(${placeSql(window)}) FROM (${rows(`2 OFFSET ${mostExamined - 1}`)})) END AS places FROM extent),
    picked AS MATERIALIZED (
      SELECT fitting, json_object('seen', ${mostExamined - 1} + json_array_length(places),
          'fits', CASE WHEN filled AND NOT early THEN (SELECT count(*) FILTER (WHERE ${fits}) ${read}) ELSE found END,
          'ended_early', early, 'end', places -> '$[0]', 'next_fits', 0, 'length', ${length}) AS summary
      FROM extent CROSS JOIN behind)`;
}
