// Describes a listed difference, and compares the list with the differences found.

import { VERDICT } from "./compare.ts";
import type { ReplayResult } from "./replay.ts";

export interface Allowance {
  /** The exchanges; "any" means wherever it occurs, and it must occur. */
  readonly n: readonly number[] | "any";
  /** Our reply in place of privacyIDEA's: status, form and verdict, as compare.ts writes them. */
  readonly said?: string;
  /** Our values, by path. A path may end in `*`. A function gets privacyIDEA's value. */
  readonly ours?: Readonly<Record<string, unknown>>;
  readonly reason: string;
}

/** Allows any value of ours. */
export const ANY = Symbol("any");

/** Returns the unlisted differences, and the listed ones that did not occur, one per line. */
export function unexpected(replayed: readonly ReplayResult[], list: readonly Allowance[]): readonly string[] {
  const open = new Map(list.flatMap(requirements));
  const unlisted = replayed.flatMap(({ exchange, differences }) =>
    differences.flatMap(({ path, theirs, ours }) => {
      const found = list.flatMap((allowed) => {
        const about = allowed.n === "any" || allowed.n.includes(exchange.n);
        const pattern = about && patternFor(path, allowed);
        return pattern && matches(valuesOf(allowed)[pattern], ours, theirs) ? [key(allowed, exchange.n, pattern)] : [];
      });
      for (const met of found) open.delete(met);
      if (found.length > 0) return [];
      return [`[${exchange.n}] ${exchange.name}: ${path} is ${show(ours)}, was ${show(theirs)}`];
    }),
  );
  return [...unlisted, ...open.values()];
}

const valuesOf = ({ said, ours }: Allowance): Readonly<Record<string, unknown>> => ({
  ...ours,
  ...(said === undefined ? {} : { [VERDICT]: said }),
});

const key = (allowed: Allowance, n: number, pattern: string): string =>
  `${allowed.reason} ${allowed.n === "any" ? "any" : n} ${pattern}`;

/** Every path of an entry must differ in every exchange that the entry names. */
const requirements = (allowed: Allowance): readonly (readonly [string, string])[] =>
  (allowed.n === "any" ? [0] : allowed.n).flatMap((n) =>
    Object.keys(valuesOf(allowed)).map((pattern) => {
      const where = allowed.n === "any" ? "anywhere" : `in [${n}]`;
      return [
        key(allowed, n, pattern),
        `${pattern} is listed and does not differ like that ${where}: ${allowed.reason}`,
      ] as const;
    }),
  );

/** The path itself counts before a pattern that covers it. */
function patternFor(path: string, allowed: Allowance): string | undefined {
  const patterns = Object.keys(valuesOf(allowed));
  return patterns.includes(path)
    ? path
    : patterns.find((pattern) => pattern.endsWith("*") && path.startsWith(pattern.slice(0, -1)));
}

function matches(listed: unknown, ours: unknown, theirs: unknown): boolean {
  if (listed === ANY) return true;
  return ours === (typeof listed === "function" ? listed(theirs) : listed);
}

const show = (value: unknown): string => JSON.stringify(value) ?? String(value);
