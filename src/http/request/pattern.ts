// Patterns with `*`, which filter lists.

import { type Outcome, refuse } from "../../core/reasons.ts";
import { fitsPattern, MAX_PATTERN_BYTES } from "../../lib/like.ts";
import type { Parameter } from "../../tiqr/requests.ts";

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
