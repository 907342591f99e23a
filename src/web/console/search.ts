// What a person types into a search, as a pattern of the API: whoever knows a part finds the whole.

import { utf8 } from "../../lib/bytes.ts";

/** As many bytes as a pattern may have, docs/api.md. */
const LONGEST_PATTERN = 50;

/** `ann` becomes `*ann*`. A text with `*` is a pattern already, and one too long for a pattern is meant as it is. */
export function partOf(text: string): string {
  const pattern = `*${text}*`;
  const bytes = utf8(pattern.replace(/[\\%_]/g, "\\$&")).length; // the signs of SQL's LIKE count twice
  return text === "" || text.includes("*") || bytes > LONGEST_PATTERN ? text : pattern;
}
