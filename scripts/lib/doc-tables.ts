// The tables of the documents that are made from the code. Each stands in its document between two marks, and all else there
// is written by hand.
import { SETTINGS } from "../../src/config/table.ts";

type Row = readonly string[];

/** The text with the tables in their places, as `npm run docs` writes it. */
export function withTables(document: string): string {
  let text = document;
  for (const [name, rows] of Object.entries(TABLES)) {
    const between = new RegExp(`(<!-- ${name}: made by npm run docs -->\n)[\\s\\S]*?(\n<!-- end of ${name} -->)`);
    text = text.replace(between, (_, begin: string, end: string) => `${begin}\n${table(rows())}\n${end}`);
  }
  return text;
}

const TABLES: Readonly<Record<string, () => readonly Row[]>> = { settings };

/** The first row is the head. */
function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const [head = [], ...body] = cells;
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

function settings(): readonly Row[] {
  const rows = Object.values(SETTINGS).map((setting) => [
    code(setting.name),
    setting.kind.unit,
    setting.default === undefined ? "none: it must be given" : setting.default === "" ? "empty" : code(setting.default),
    setting.meaning,
  ]);
  return [["Name", "Unit", "Default", "Meaning"], ...rows];
}

const code = (text: string): string => `\`${text}\``;
