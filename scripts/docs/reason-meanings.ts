// What each reason means to developers of applications: the sentence above it in
// src/core/reasons.ts.
import type { ReasonCode } from "../../src/core/reasons.ts";

const COMMENTED = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s+"?([\w-]+)"?: reason\b/g;

/**
 * `source`: the text of that file. Gives the sentence without its full stop, and throws for a
 * reason that has none.
 */
export function meaningsIn(source: string): (code: ReasonCode) => string {
  const comments = [...source.matchAll(COMMENTED)].map(
    ([, comment = "", code = ""]) => [code, oneLine(comment)] as const,
  );
  const meanings = new Map<string, string>(comments);
  return (code) => {
    const meaning = meanings.get(code);
    if (!meaning) throw new Error(`src/core/reasons.ts says nothing above "${code}"`);
    return meaning;
  };
}

const oneLine = (comment: string): string =>
  comment
    .replace(/^\s*\*? ?/gm, "")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/\.$/, "");
