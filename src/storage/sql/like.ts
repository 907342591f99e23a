// privacyIDEA's patterns: `*` stands for any characters, every other character for itself, and an
// ASCII letter for both its cases.

import type { Parameters } from "./sql.ts";

/** The condition that the column matches the pattern. Bind `:name` to `patternParameter`. */
export const matches = (column: string, name: string, pattern: string): string =>
  // D1 takes LIKE patterns of 50 bytes at most (src/http/request/pattern.ts), but names are longer.
  pattern.includes("*") ? `${column} LIKE :${name} ESCAPE '\\'` : `${column} = :${name} COLLATE NOCASE`;

export const patternParameter = (pattern: string): string =>
  pattern.includes("*") ? pattern.replace(/[\\%_]/g, "\\$&").replaceAll("*", "%") : pattern;

/** A text as SQLite's NOCASE and lower() take it. */
export const lowerAscii = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Whether a value that is not in SQLite matches. */
export function isMatch(value: string | number, pattern: string): boolean {
  if (typeof value === "number" && !pattern.includes("*")) return pattern.trim() !== "" && Number(pattern) === value;
  const text = lowerAscii(String(value));
  const [first = "", ...others] = lowerAscii(pattern).split("*");
  const last = others.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  // Piece by piece: a regular expression of many stars could take for ever.
  let at = first.length;
  for (const piece of others) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - last.length >= at && text.endsWith(last);
}

/** No character sorts after this one. */
const LAST = "\u{10ffff}";

/** The part of an index on `key COLLATE NOCASE` that has every text with this beginning. */
export const beginningRange = (key: string, name: string, text: string): Range => ({
  lower: [`${key} COLLATE NOCASE >= :${name}_from`],
  upper: [`${key} COLLATE NOCASE < :${name}_to`],
  parameters: { [`${name}_from`]: text, [`${name}_to`]: text + LAST },
});

/** The same, for this text alone. */
export const wholeRange = (key: string, name: string, text: string): Range => ({
  lower: [`${key} COLLATE NOCASE >= :${name}_from`],
  upper: [`${key} COLLATE NOCASE <= :${name}_to`],
  parameters: { [`${name}_from`]: text, [`${name}_to`]: text },
});

/**
 * The part of an index on `column COLLATE NOCASE` that has all matches of the pattern; undefined
 * when it begins with `*`. For LIKE with ESCAPE, SQLite finds no such range itself.
 */
export function likeRange(column: string, name: string, pattern: string): Range | undefined {
  const star = pattern.indexOf("*");
  if (star === 0) return undefined;
  return star < 0 ? wholeRange(column, name, pattern) : beginningRange(column, name, pattern.slice(0, star));
}

/** Whether such a range has nothing but matches: the pattern has no `*` but at its end. */
export const isBeginning = (pattern: string): boolean => !pattern.slice(0, -1).includes("*");

export interface Range {
  readonly lower: readonly string[];
  readonly upper: readonly string[];
  readonly parameters: Parameters;
}
