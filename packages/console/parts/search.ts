// Makes a pattern of the API from a search text, so that the beginning of a name finds the whole.
// An index finds beginnings at once; text in the middle of names takes reading them all.

import { fitsPattern } from "../../../src/for-console.ts";

/** `ann` becomes `ann*`. A text with `*`, or too long for a pattern, stays unchanged. */
export const beginningOf = (text: string): string => patternOf(text, `${text}*`);

/** `ann` becomes `*ann*`. */
export const anywhereOf = (text: string): string => patternOf(text, `*${text}*`);

const patternOf = (text: string, pattern: string): string =>
  text === "" || text.includes("*") || !fitsPattern(pattern) ? text : pattern;

/** The address of a list with this search, empty fields left out. */
export function addressWith(path: string, search: Readonly<Record<string, string>>): string {
  const filled = Object.entries(search).filter(([, value]) => value !== "");
  return filled.length === 0 ? path : `${path}?${new URLSearchParams(filled)}`;
}

/** The audit trail's page with a search. */
export const trailOf = (search: Readonly<Record<string, string>>): string => addressWith("/console/audit", search);

/** Whether nothing was searched for. */
export const isWhole = (search: Readonly<Record<string, string>>): boolean =>
  Object.entries(search).every(
    ([name, value]) => value === "" || value === "all" || ["pagesize", "order"].includes(name),
  );
