// Reads a window of a list once, and takes a page out of it. D1 bills every row that a statement
// steps over, even if SQLite has set it aside: a window that one statement shows and another counts
// is paid for twice, and so is a materialized one; a window function costs three times its rows. So
// there are two ways to read it, and a look takes the one that reads fewer rows:
//
//   ./whole.ts    all rows come back, and those that do not fit are left out here: for large pages
//   ./picked.ts   an aggregate notes where fitting rows are, and only those of the page come back

import { type Parameters, type Statement, statement } from "../sql.ts";
import { lookedPicked, type PickedRow, pickedStatement } from "./picked.ts";
import type { Look, Looked, Slice } from "./terms.ts";
import { lookedWhole, type WholeRow, wholeSql } from "./whole.ts";

export type LookRow = PickedRow | WholeRow;

export const lookStatement = <Row>(
  db: D1Database,
  look: Look,
  slice: Slice,
  parameters: Parameters,
): Statement<Row & LookRow> =>
  isWhole(look, slice) ? statement(db, wholeSql(look), parameters) : pickedStatement(db, look, slice, parameters);

/** Reads the page and its count from the statement's rows. */
export const lookedOf = <Row>(
  look: Pick<Look, "mostExamined">,
  slice: Slice,
  rows: readonly (Row & LookRow)[],
): Looked<Row> =>
  isWhole(look, slice)
    ? lookedWhole(look, slice, rows as readonly (Row & WholeRow)[])
    : lookedPicked(look, slice, rows as readonly (Row & PickedRow)[]);

/** Picking a row costs two reads: where it is, and the row itself. */
const isWhole = ({ mostExamined }: Pick<Look, "mostExamined">, { size, skipped }: Slice): boolean =>
  2 * Math.min(size, mostExamined - skipped) >= mostExamined;
