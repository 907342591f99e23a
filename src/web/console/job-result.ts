// The result of a job (GET /jobs/:id/result) with its messages in the language of the page. Only that cell of a line is replaced: the
// API has guarded the others against formulas, and a guard of a guarded cell would change it.

import { RESULT_COLUMNS } from "../../http/job-json.ts";
import type { ConsoleWords } from "../words/words.ts";
import { readReason, sayReason } from "./reason.ts";

const MESSAGE = RESULT_COLUMNS.indexOf("message");
const REASON = RESULT_COLUMNS.indexOf("reason");

const CELL = /"(?:[^"]|"")*"/g;
const read = (cell: string | undefined): string => (cell ?? "").slice(1, -1).replaceAll('""', '"');
const written = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** A line of the API's CSV is one of the file, because no cell has a line break. The first one has the names of the columns. */
export const resultInWords = (file: string, words: ConsoleWords): string =>
  file
    .split("\r\n")
    .map((line, at) => (at === 0 || line === "" ? line : lineInWords(line.match(CELL) ?? [], words)))
    .join("\r\n");

function lineInWords(cells: readonly string[], words: ConsoleWords): string {
  // The only message of a success is that of a dry run.
  const wouldLink = read(cells[REASON]) === "" && read(cells[MESSAGE]) !== "" ? words.jobs.wouldLink : undefined;
  const said = sayReason(words.reasons, readReason(read(cells[REASON]))) ?? wouldLink;
  return cells.map((cell, at) => (at === MESSAGE && said !== undefined ? written(said) : cell)).join(",");
}
