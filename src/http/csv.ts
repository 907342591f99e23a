// CSV in the dialect of privacyIDEA's exports: single quotes, a quote inside doubled. A cell that a spreadsheet would take for a
// formula gets an apostrophe in front: descriptions and names come from outside.

import type { Context } from "hono";

export function csv(
  c: Context,
  columns: readonly string[],
  rows: readonly Readonly<Record<string, unknown>>[],
): Response {
  const lines = [columns, ...rows.map((row) => columns.map((column) => textOf(row[column])))];
  const body = lines.map((cells) => `${cells.map(cell).join(", ")}\n`).join("");
  return c.body(body, 200, { "Content-Type": "text/csv; charset=utf-8" });
}

const cell = (text: string): string => `'${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll("'", "''")}'`;

function textOf(value: unknown): string {
  if (typeof value === "boolean") return value ? "True" : "False";
  return typeof value === "object" ? JSON.stringify(value) : String(value ?? "");
}
