// What a person types into a search, as a pattern of the API: whoever knows a part finds the whole.

import { fitsPattern } from "../../lib/like.ts";

/** `ann` becomes `*ann*`. A text with `*` is a pattern already, and one too long for a pattern is meant as it is. */
export function partOf(text: string): string {
  const pattern = `*${text}*`;
  return text === "" || text.includes("*") || !fitsPattern(pattern) ? text : pattern;
}
