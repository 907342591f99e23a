// The result of a job (GET /jobs/:id/result) with messages in the page's language. Only that cell
// is replaced: the API has guarded the others against formulas; guarded again, they would change.

import { RESULT_COLUMNS, WOULD_LINK } from "../../../http/jobs/job-csv.ts";
import type { ConsoleWords } from "../../words/words.ts";
import { readReason, sayReason } from "../frame/reason.ts";

const MESSAGE = RESULT_COLUMNS.indexOf("message");
const REASON = RESULT_COLUMNS.indexOf("reason");
const MAIL = RESULT_COLUMNS.indexOf("mail");

const CELL = /"(?:[^"]|"")*"/g;
const read = (cell: string | undefined): string => (cell ?? "").slice(1, -1).replaceAll('""', '"');
const written = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** No cell has a line break, so the lines are those of the file. The first names the columns. */
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
