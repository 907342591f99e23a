// Patterns with `*`, which filter lists.

import { type Outcome, refuse } from "../../core/reasons.ts";
import { utf8 } from "../../lib/bytes.ts";
import type { Parameter } from "../../tiqr/requests.ts";

/** D1's limit for a pattern, in bytes: LIKE fails on a longer one. */
const MAX_PATTERN_BYTES = 50;

/** Whether a filter is short enough. `%`, `_` and `\` will be escaped, so each takes two bytes. */
export const fitsPattern = (text: string): boolean => utf8(text.replace(/[\\%_]/g, "\\$&")).length <= MAX_PATTERN_BYTES;

/** The named parameters, all of which may be patterns. */
export function readPatterns<Name extends string>(
  parameter: Parameter,
  names: readonly Name[],
): Outcome<{ readonly patterns: Readonly<Partial<Record<Name, string>>> }> {
  const patterns: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const pattern = parameter(name);
    if (pattern === undefined) continue;
    if (pattern.includes("*") && !fitsPattern(pattern))
      return refuse({ code: "pattern-too-long", name, mostBytes: MAX_PATTERN_BYTES });
    patterns[name] = pattern;
  }
  return { ok: true, patterns };
}
