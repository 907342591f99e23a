// Reads CSV by RFC 4180, and what spreadsheets make of it: lines that end in LF or CR alone, a byte
// order mark, cells separated by semicolons or tabs. White space in a cell stays.
// src/http/answer/csv.ts writes CSV.

export interface CsvLine {
  /** The number of the line in the file on which it begins, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
}

/** The lines that have any text; or the number of a line whose quotes are wrong. */
export type ReadCsv =
  | { readonly ok: true; readonly lines: readonly CsvLine[] }
  | { readonly ok: false; readonly line: number };

/** One cell and the separator after it. In quotes, `""` means a quote. Sticky, to skip nothing. */
const cellBefore = (separator: string): RegExp =>
  new RegExp(
    `(?:"((?:[^"]|"")*)"|([^"${separator}\\r\\n][^${separator}\\r\\n]*)?)(${separator}|\\r\\n|\\r|\\n|$)`,
    "y",
  );

const SEPARATORS = [",", ";", "\t"] as const;

export function readCsv(file: string): ReadCsv {
  const text = file.replace(/^\ufeff/, "");
  const cell = cellBefore(separatorOf(text));
  const lines: CsvLine[] = [];
  let line = 1;
  let begin = 1;
  let cells: string[] = [];
  while (cell.lastIndex < text.length || cells.length > 0) {
    const match = cell.exec(text);
    if (!match) return { ok: false, line };
    const [all, quoted, plain = "", end = ""] = match;
    cells.push(quoted?.replaceAll('""', '"') ?? plain);
    line += all.match(/\r\n|\r|\n/g)?.length ?? 0;
    if (SEPARATORS.some((separator) => separator === end)) continue;
    if (cells.some((one) => one.trim() !== "")) lines.push({ line: begin, cells });
    cells = [];
    begin = line;
  }
  return { ok: true, lines };
}

/** Spreadsheets write their country's separator. The most frequent in the first line is taken. */
function separatorOf(text: string): string {
  const [head = ""] = text.split(/\r|\n/, 1);
  const times = (separator: string) => head.split(separator).length;
  return SEPARATORS.reduce((best, one) => (times(one) > times(best) ? one : best));
}
