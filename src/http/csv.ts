// CSV for spreadsheets, as RFC 4180 has it. Names and descriptions come from outside, in the trail even from requests without a
// sign-in, so every cell is guarded: a spreadsheet computes what looks like a formula, and makes of a line break another row.
// privacyIDEA's own dialect (single quotes, a space behind each comma) is there for programs that ask for it, with the same guard.

import type { Context } from "hono";
import { type Outcome, refuse } from "../core/reasons.ts";
import type { Parameter } from "../tiqr/requests.ts";

/** What goes around a cell, between two, and behind a line. */
interface Dialect {
  readonly quote: string;
  readonly separator: string;
  readonly lineEnd: string;
}
const RFC_4180: Dialect = { quote: '"', separator: ",", lineEnd: "\r\n" };
const PRIVACYIDEA: Dialect = { quote: "'", separator: ", ", lineEnd: "\n" };

export function readDialect(parameter: Parameter): Outcome<{ readonly dialect: Dialect }> {
  const asked = parameter("dialect");
  if (asked === undefined) return { ok: true, dialect: RFC_4180 };
  if (asked === "privacyidea") return { ok: true, dialect: PRIVACYIDEA };
  return refuse({ code: "invalid-parameter", message: "Invalid parameter dialect: expected privacyidea, or none." });
}

interface Table {
  /** Of the file, without `.csv`. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

export function csv(c: Context, { quote, separator, lineEnd }: Dialect, { name, columns, rows }: Table): Response {
  const cell = (text: string) => `${quote}${guarded(text).replaceAll(quote, quote + quote)}${quote}`;
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  const body = lines.map((cells) => cells.map(cell).join(separator) + lineEnd).join("");
  return c.body(body, 200, {
    "Content-Type": "text/csv; charset=utf-8",
    "Content-Disposition": `attachment; filename="${name}.csv"`,
  });
}

/** Ends a line, or steers whatever prints it. */
const CONTROL = /[\p{Cc}\u2028\u2029]/gu;

/**
 * Begins a formula, at the beginning of the cell and behind each character that a spreadsheet may be set to split cells at, whatever our
 * quotes say. White space, quotes and invisible characters in front are skipped; wide and small forms count as the sign itself.
 */
const FORMULA = /(^|[,;|])([\s\p{Cf}"'`]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u2212])/gu;

/** An apostrophe in front makes text of it. */
const guarded = (text: string): string => text.replace(CONTROL, "\ufffd").replace(FORMULA, "$1'$2");

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}
