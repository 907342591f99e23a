// Makes the documents' tables from the code. Each table stands between two marks in its document; everything else there is written
// by hand.
import { SETTINGS } from "../../src/config/table.ts";
import type { Reason } from "../../src/core/reasons.ts";
import { publicCode, reasonHeader } from "../../src/http/reason-header.ts";
import { REASON_CODES, wireOf } from "../../src/http/reason-to-wire.ts";
import { MEANINGS } from "./reason-meanings.ts";

type Row = readonly string[];

/** Returns the document with its tables filled in, as `npm run docs` writes it. */
export function withTables(document: string): string {
  let text = document;
  for (const [name, rows] of Object.entries(TABLES)) {
    const between = new RegExp(`(<!-- ${name}: made by npm run docs -->\n)[\\s\\S]*?(\n<!-- end of ${name} -->)`);
    text = text.replace(between, (_, begin: string, end: string) => `${begin}\n${table(rows())}\n${end}`);
  }
  return text;
}

const TABLES: Readonly<Record<string, () => readonly Row[]>> = { settings, reasons };

/** Writes a Markdown table; the first row is the head. */
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

function reasons(): readonly Row[] {
  const rows = REASON_CODES.map(sampleOf)
    .filter((reason) => publicCode(reason) === reason.code)
    .map((reason) => {
      const { api } = wireOf(reason);
      const [status, error] = "reject" in api ? [200, "none"] : [api.status, api.code];
      const beside = [...reasonHeader(reason).matchAll(/;(\w+)=/g)].map(([, name = ""]) => code(name));
      return [code(reason.code), String(status), String(error), beside.join(", "), MEANINGS[publicCode(reason)]];
    });
  return [["Reason", "Status", "Code", "Beside it", "Meaning"], ...rows];
}

/** Makes a reason of this code that has a placeholder for any evidence it is asked for. */
export const sampleOf = (code: Reason["code"]): Reason =>
  new Proxy({ code } as Reason, { get: (_, name) => (name === "code" ? code : `<${String(name)}>`) });

const code = (text: string): string => `\`${text}\``;
