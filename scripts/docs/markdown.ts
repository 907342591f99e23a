// The parts of a document that a program writes, each between two marks: tables, and text. All else
// in it is written by hand.

export type MarkdownRow = readonly string[];

/**
 * Writes a Markdown table; the first row is the head. No cell is padded, so that a change of one
 * cell changes one line.
 */
export function table([head = [], ...body]: readonly MarkdownRow[]): string {
  const line = (row: MarkdownRow) =>
    `|${row.map((cell) => (cell === "" ? " " : ` ${cell.replaceAll("|", "\\|")} `)).join("|")}|`;
  return [line(head), line(head.map(() => "---")), ...body.map(line)].join("\n");
}

/** The same table for a terminal, its columns aligned. Its cells have no `|`. */
export function aligned(markdown: string): string {
  const cellsOf = (line: string): MarkdownRow =>
    line
      .slice(1, -1)
      .split("|")
      .map((cell) => cell.trim());
  const rows = markdown.split("\n").map(cellsOf);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const padded = (cell: string, width = 0) => (cell === "---" ? cell.padEnd(width, "-") : cell.padEnd(width));
  return rows.map((row) => `| ${row.map((cell, column) => padded(cell, widths[column])).join(" | ")} |`).join("\n");
}

export const code = (text: string): string => `\`${text}\``;

/** The width of prose in a document, which test/serve/documents/documents.test.ts holds. */
const MAX_WIDTH = 120;
/** A word, with any code and link in it: neither is broken. */
const WORD = /(?:`[^`]*`|\[[^\]]*\]\([^)]*\)|\S)+/g;

/**
 * Breaks a paragraph, or an item of a list, into lines. Those after the first are indented by so
 * many spaces.
 */
export function wrapped(text: string, indent = 0): string {
  const lines: string[] = [];
  for (const [word] of text.matchAll(WORD)) {
    const longer = `${lines.at(-1)} ${word}`;
    if (lines.length > 0 && longer.length <= MAX_WIDTH) lines[lines.length - 1] = longer;
    else lines.push(lines.length > 0 ? " ".repeat(indent) + word : word);
  }
  return lines.join("\n");
}

/**
 * The document with this content between the marks of `name`; unchanged without such marks. The
 * content may keep something of the one before.
 */
export function betweenMarks(
  document: string,
  name: string,
  maker: string,
  content: (before: string) => string,
): string {
  const between = new RegExp(`(<!-- ${name}: made by ${maker} -->\n)([\\s\\S]*?)(\n<!-- end of ${name} -->)`);
  return document.replace(
    between,
    (_, begin: string, before: string, end: string) => `${begin}\n${content(before)}\n${end}`,
  );
}
