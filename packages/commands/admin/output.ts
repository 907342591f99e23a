// Rows as a table for people, or as lines of JSON for programs.
import { plain } from "../program.ts";
import type { Command, OutputRow } from "./command.ts";
import type { ProgressBar } from "./progress.ts";

export async function print(
  rows: AsyncIterable<OutputRow>,
  { columns, isLive }: Pick<Command, "columns" | "isLive">,
  { json, write, progress }: { json: boolean; write: (line: string) => unknown; progress: ProgressBar },
): Promise<void> {
  const say = (line: string): void => {
    progress.clear();
    write(line);
  };
  const gathered: OutputRow[] = [];
  for await (const row of rows) {
    if (json) say(JSON.stringify(row));
    else if (isLive && columns) say(cellsOf(row, columns).join("  "));
    else if (columns) progress.step(gathered.push(row));
    else linesOf(row).forEach(say);
  }
  progress.clear();
  if (!json && columns && !isLive) tableOf(columns, gathered).forEach(say);
}

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map(cellOf).join(", ");
  if (typeof value === "object") return linesOf(value).join(", ");
  return plain(String(value));
}

const cellsOf = (row: OutputRow, columns: readonly string[]): string[] =>
  columns.map((column) => cellOf((row as Record<string, unknown>)[column]));

/** Keys without a value are left out. Objects in a list have a line each. */
function linesOf(row: OutputRow): string[] {
  return Object.entries(row).flatMap(([key, value]) => {
    if (Array.isArray(value) && typeof value[0] === "object")
      return [`${key}:`, ...value.map((one) => `  ${cellOf(one)}`)];
    const cell = cellOf(value);
    return cell === "" ? [] : [`${plain(key)}: ${cell}`];
  });
}

export function tableOf(columns: readonly string[], rows: readonly OutputRow[]): string[] {
  const all = [columns.map((column) => column.toUpperCase()), ...rows.map((row) => cellsOf(row, columns))];
  const widths = columns.map((_, at) => all.reduce((most, cells) => Math.max(most, cells[at]?.length ?? 0), 0));
  return all.map((cells) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
}
