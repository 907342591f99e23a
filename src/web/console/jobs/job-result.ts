// The result of a job (GET /jobs/:id/result) with its messages in the language of the page. Only that cell of a line is replaced: the
// API has guarded the others against formulas, and a guard of a guarded cell would change it.

import { RESULT_COLUMNS, WOULD_LINK } from "../../../http/jobs/job-csv.ts";
import type { ConsoleWords } from "../../words/words.ts";
import { readReason, sayReason } from "../frame/reason.ts";

const MESSAGE = RESULT_COLUMNS.indexOf("message");
const REASON = RESULT_COLUMNS.indexOf("reason");
const MAIL = RESULT_COLUMNS.indexOf("mail");

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
  const said = sayReason(words.reasons, readReason(read(cells[REASON]))) ?? ofSuccess(cells, words);
  return cells.map((cell, at) => (at === MESSAGE && said !== undefined ? written(said) : cell)).join(",");
}

/** A success has a message in a dry run, and where a link was not mailed. */
function ofSuccess(cells: readonly string[], { jobs }: ConsoleWords): string | undefined {
  const wouldLink = read(cells[MESSAGE]).startsWith(WOULD_LINK) ? [jobs.wouldLink] : [];
  const mail = read(cells[MAIL]);
  const whyNoMail = Object.hasOwn(jobs.mail.why, mail) ? [jobs.mail.why[mail]] : [];
  return [...wouldLink, ...whyNoMail].join(" ") || undefined;
}
