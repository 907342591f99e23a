// CSV (RFC 4180). Spreadsheets run cells that look like formulas, and split rows at line breaks.
// Names and descriptions come from outside, in the trail even from strangers, so every cell is
// guarded, also in privacyIDEA's own dialect (single quotes, a space after each comma).

import type { Context } from "hono";
import { invalidParameter, type Outcome } from "../../core/reasons.ts";
import type { Parameter } from "../../tiqr/requests.ts";

/** The characters around a cell, between two cells, and after a line. */
interface Dialect {
  readonly quote: string;
  readonly separator: string;
  readonly lineEnd: string;
}
export const RFC_4180: Dialect = { quote: '"', separator: ",", lineEnd: "\r\n" };
const PRIVACYIDEA: Dialect = { quote: "'", separator: ", ", lineEnd: "\n" };

export function readDialect(parameter: Parameter): Outcome<{ readonly dialect: Dialect }> {
  const name = parameter("dialect");
  if (name === undefined) return { ok: true, dialect: RFC_4180 };
  if (name === "privacyidea") return { ok: true, dialect: PRIVACYIDEA };
  return invalidParameter("dialect", "expected privacyidea, or none");
}

interface Table {
  /** The name of the file, without `.csv`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export function csv(c: Context, dialect: Dialect, { name, columns, rows }: Table): Response {
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  const body = lines.map((cells) => csvLine(cells.map(guarded), dialect)).join("");
  return c.body(body, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  });
}

/** Writes cells that are guarded. */
export const csvLine = (cells: readonly string[], { quote, separator, lineEnd }: Dialect): string =>
  cells.map((text) => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`).join(separator) + lineEnd;

/** Characters that end a line or control a terminal. */
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;

/**
 * A formula at the start of a cell, or after a character at which a spreadsheet may split cells in
 * spite of quotes; with blanks, quotes or invisible characters before it, in wide or small signs.
 */
const FORMULA = /(^|[,;|])([\s\p{Cf}"'`]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])/gu;

/** A spreadsheet takes a cell with an apostrophe in front as text. */
export const guarded = (text: string): string => text.replace(CONTROL, "\ufffd").replace(FORMULA, "$1'$2");

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}
