// What an answer says of parameters that its route does not take: `pinn=1` would otherwise make a token without a PIN, without a
// word. It is a hint and changes no verdict. Names come from the request, so few are repeated, short ones, of harmless
// characters; a value never is.

import { nearest } from "../lib/nearest.ts";
import { IGNORED } from "./known-parameters.ts";

/** A request with more has not mistyped a name, and the answer must not grow with what it was sent. */
const MAX_WARNINGS = 5;
/** Of letters, digits and what joins them, at most 40: no control character, no HTML, no sentence. */
const REPEATABLE = /^[A-Za-z0-9_.-]{1,40}$/;

/** `known` are those that the route takes or has read. */
export function warningsOf(names: Iterable<string>, known: ReadonlySet<string>): readonly string[] {
  const warnings = new Set<string>();
  for (const name of names) {
    if (known.has(name) || IGNORED.has(name)) continue;
    if (warnings.size === MAX_WARNINGS) break;
    warnings.add(warningOf(name, known));
  }
  return [...warnings];
}

function warningOf(name: string, known: ReadonlySet<string>): string {
  if (!REPEATABLE.test(name)) return "unknown parameter, whose name cannot be shown";
  const meant = nearest(name, known);
  return `unknown parameter: ${name}.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}
