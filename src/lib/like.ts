// Bounds the patterns that are given to LIKE, because D1 fails on a longer one.

import { utf8 } from "./bytes.ts";

/** D1's limit for a pattern, in bytes. */
export const MAX_PATTERN_BYTES = 50;

/** Whether a filter is short enough. `%`, `_` and `\` will be escaped, so each takes two bytes. */
export const fitsPattern = (text: string): boolean => utf8(text.replace(/[\\%_]/g, "\\$&")).length <= MAX_PATTERN_BYTES;
