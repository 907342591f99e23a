// The result of a job (GET /jobs/:id/result) with messages in the page's language. Only that cell
// is replaced: the API has guarded the others against formulas. A second guard would change them.

import { csvLine, RESULT_COLUMNS, RFC_4180, readCsv } from "../../../src/for-console.ts";
import { capitalized } from "../audit/say-entry.ts";
import { type ApiReason, causeOf, readReason, reasonText } from "../frame/reason.ts";
import type { ConsoleWords } from "../words/words.ts";

type Cell = (column: (typeof RESULT_COLUMNS)[number]) => string;

/** The first line has the names of the columns. */
export function resultInWords(file: string, words: ConsoleWords): string {
  const read = readCsv(file);
  if (!read.ok) throw new Error(`line ${read.line} of a job's result is not CSV`);
  const lines = read.lines.map(({ cells }, at) => {
    const message = at === 0 ? undefined : messageOf((column) => cells[RESULT_COLUMNS.indexOf(column)] ?? "", words);
    return message === undefined ? cells : cells.with(RESULT_COLUMNS.indexOf("message"), message);
  });
  return lines.map((cells) => csvLine(cells, RFC_4180)).join("");
}

/** A success has a message in a dry run, and where a link was not mailed. */
function messageOf(cell: Cell, words: ConsoleWords): string | undefined {
  const refused = readReason(cell("reason"));
  if (refused) return whyNot(words, refused);
  const { jobs } = words;
  const sentences = [wordFor(cell("notice"), jobs.notices), wordFor(cell("mail"), jobs.mail.why)];
  return sentences.filter((word) => word !== undefined).join(" ") || undefined;
}

/** What to do about it, or else why in a few words: some reasons seldom come from a job. */
export const whyNot = ({ reasons, causes }: Pick<ConsoleWords, "reasons" | "causes">, reason: ApiReason): string =>
  reasonText(reasons, reason) ?? capitalized(causeOf(causes, reason.code));

const wordFor = (code: string, words: Readonly<Record<string, string>>): string | undefined =>
  Object.hasOwn(words, code) ? words[code] : undefined;
