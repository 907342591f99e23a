// What D1 compares with LIKE.

import { utf8 } from "./bytes.ts";

/** D1's limit, in bytes. */
export const LONGEST_PATTERN = 50;

/** Whether a text with `*` is short enough. `%`, `_` and `\` are written as two. */
export const fitsPattern = (text: string): boolean => utf8(text.replace(/[\\%_]/g, "\\$&")).length <= LONGEST_PATTERN;
