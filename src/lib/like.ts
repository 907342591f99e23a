// What D1 compares with LIKE.

import { utf8 } from "./bytes.ts";

/** D1's limit. */
export const MAX_PATTERN_BYTES = 50;

/** Whether a text with `*` is short enough. `%`, `_` and `\` are written as two. */
export const fitsPattern = (text: string): boolean => utf8(text.replace(/[\\%_]/g, "\\$&")).length <= MAX_PATTERN_BYTES;
