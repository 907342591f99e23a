// Whether a row that is not in D1 fits a search: what the statement of ./list.ts says in SQL.

import { READS } from "../../../core/audit/events.ts";
import type { AuditColumn, AuditFilter } from "../../../core/ports/audit.ts";
import { isMatch } from "../../sql/like.ts";
import { isUnnamed } from "../archive/read/names.ts";
import type { NumberedRow } from "../row.ts";

/** `isNamed`: whether the row has its name by now. Before that, any name may be the one. */
export function fitsSearch({ matching, reads, fromMs = 0, untilMs = Infinity }: AuditFilter) {
  const patterns = Object.entries(matching) as [AuditColumn, string][];
  const isWanted = (row: NumberedRow, column: AuditColumn, pattern: string, isNamed: boolean) =>
    (column === "user" && !isNamed && isUnnamed(row)) ||
    isMatch(row[column], pattern) ||
    // A row that stands for many names each of their tokens.
    (column === "serial" && row.tally !== "" && row.serial.split(",").some((one) => isMatch(one, pattern)));
  return (row: NumberedRow, isNamed: boolean): boolean =>
    row.at_ms >= fromMs &&
    row.at_ms < untilMs &&
    (reads || !READS.some((event) => event === row.event)) &&
    patterns.every(([column, pattern]) => isWanted(row, column, pattern, isNamed));
}
