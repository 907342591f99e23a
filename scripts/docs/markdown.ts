// The parts of a document that a program writes: Markdown tables, each between two marks. All else in it is written by hand.

export type Row = readonly string[];

/** Writes a Markdown table; the first row is the head. */
export function table(rows: readonly Row[]): string {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
  const [head = [], ...body] = cells;
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: Row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}

/** Returns the document with this content between the marks of `name`, or unchanged if it has no such marks. */
export function betweenMarks(document: string, name: string, maker: string, content: () => string): string {
  const between = new RegExp(`(<!-- ${name}: made by ${maker} -->\n)[\\s\\S]*?(\n<!-- end of ${name} -->)`);
  return document.replace(between, (_, begin: string, end: string) => `${begin}\n${content()}\n${end}`);
}
