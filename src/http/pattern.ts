// Patterns with `*`, by which lists are filtered.

import { type Outcome, refuse } from "../core/reasons.ts";
import { utf8 } from "../lib/bytes.ts";
import type { Parameter } from "../tiqr/requests.ts";

/** D1's limit of what LIKE compares with, in bytes; `%`, `_` and `\` are written as two. */
const LONGEST = 50;

/** The named parameters, all of which may be patterns. */
export function readPatterns<Name extends string>(
  parameter: Parameter,
  names: readonly Name[],
): Outcome<{ readonly patterns: Readonly<Partial<Record<Name, string>>> }> {
  const patterns: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const pattern = parameter(name);
    if (pattern === undefined) continue;
    if (pattern.includes("*") && utf8(pattern.replace(/[\\%_]/g, "\\$&")).length > LONGEST)
      return refuse({ code: "pattern-too-long", name, mostBytes: LONGEST });
    patterns[name] = pattern;
  }
  return { ok: true, patterns };
}
