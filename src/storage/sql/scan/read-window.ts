// Reads a window of a list once, and takes a page out of it. D1 bills every row that a statement
// steps over, even if SQLite has set it aside: a window that one statement shows and another counts
// is paid for twice, and so is a materialized one; a window function costs three times its rows. So
// there are two ways to read it, and a scan takes the one that reads fewer rows:
//
//   ./whole.ts    all rows come back, and those that do not fit are left out here: for large pages
//   ./picked.ts   an aggregate notes where fitting rows are, and only those of the page come back
//
// A window of thousands of rows (./searched.ts) is read along an index that has all the filter asks
// for. There a row costs next to nothing, and is read up to three times.

import { type Parameters, type Statement, statement } from "../sql.ts";
import { type PickedRow, pickedPage, pickedStatement } from "./picked.ts";
import { isSearched } from "./searched.ts";
import { type WholeRow, wholePage, wholeSql } from "./whole.ts";
import type { PageBounds, RowWindow, WindowPage } from "./window.ts";

export type WindowRow = PickedRow | WholeRow;

export const windowStatement = <Row>(
  db: D1Database,
  window: RowWindow,
  bounds: PageBounds,
  parameters: Parameters,
): Statement<Row & WindowRow> =>
  isWhole(window, bounds)
    ? statement(db, wholeSql(window), parameters)
    : pickedStatement(db, window, bounds, parameters);

/** Reads the page and its count from the statement's rows. */
export const pageOfWindow = <Row>(
  window: Pick<RowWindow, "mostExamined">,
  bounds: PageBounds,
  rows: readonly (Row & WindowRow)[],
): WindowPage<Row> =>
  isWhole(window, bounds)
    ? wholePage(window, bounds, rows as readonly (Row & WholeRow)[])
    : pickedPage(window, bounds, rows as readonly (Row & PickedRow)[]);

/** Picking a row costs two reads: where it is, and the row itself. */
const isWhole = ({ mostExamined }: Pick<RowWindow, "mostExamined">, { size, skipped }: PageBounds): boolean =>
  !isSearched({ mostExamined }) && 2 * Math.min(size, mostExamined - skipped) >= mostExamined;
