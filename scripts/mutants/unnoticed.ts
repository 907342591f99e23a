// The mutants that no test can notice. ./unnoticed.txt lists them and says how it is read.
import type { Mutant } from "./generate.ts";

export interface UnnoticedMutant {
  /** A text that occurs once in all the files that are mutated, and holds what is changed. */
  readonly at: string;
  readonly was: string;
  readonly is: string;
}

/** `list`: the text of unnoticed.txt, where each mutant is an indented line. */
export const unnoticedIn = (list: string): UnnoticedMutant[] =>
  [...list.matchAll(/^ {2}(.*) {2}=> {2}(.*)$/gm)].map((line) => {
    const [, marked = "", is = ""] = line.map((text) => text.replaceAll("⏎", "\n"));
    const [, part = marked] = /«(.*)»/s.exec(marked) ?? [];
    return { at: marked.replace(/[«»]/g, ""), was: part, is };
  });

/** The explanation of this mutant; undefined when a test should notice it. */
export const explanationOf = (
  unnoticed: readonly UnnoticedMutant[],
  mutant: Mutant,
  source: string,
): UnnoticedMutant | undefined =>
  unnoticed.find(({ at, was, is }) => {
    const from = source.indexOf(at);
    const isThere = from >= 0 && from <= mutant.start && mutant.end <= from + at.length;
    return isThere && was === mutant.was && is === mutant.is;
  });
