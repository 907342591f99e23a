// Makes a pattern of the API from a search text, so that a part of a name finds the whole.

import { fitsPattern } from "../../lib/like.ts";

/** `ann` becomes `*ann*`. A text with `*` is a pattern already, and a text too long for a pattern stays as it is. */
export function partOf(text: string): string {
  const pattern = `*${text}*`;
  return text === "" || text.includes("*") || !fitsPattern(pattern) ? text : pattern;
}
