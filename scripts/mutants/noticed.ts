// Runs tests against the mutants of a file: first the likeliest, then the others against the
// mutants that are left.
import { CommandError } from "../lib/project.ts";
import type { Bench } from "./bench.ts";
import type { UnnoticedMutant } from "./unnoticed.ts";

export interface Case {
  readonly file: string;
  readonly number: number;
  readonly name: string;
  /** Undefined when a test should notice it. */
  readonly explained: UnnoticedMutant | undefined;
}

/** The first test of a file that fails. */
interface Failure {
  readonly test: string;
  readonly name: string;
}

/** Of a mutant that is explained only these are asked. */
const NEAR = 8;
/** The others are hardly related, and together they take minutes. */
const MAX_TESTS = 60;

/** The files of tests that fail without a mutant: they would seem to notice each. */
const unsound = new Set<string>();
const sound = new Set<string>();

/**
 * The test that notices each of the mutants, which are of one file; undefined when none does.
 * @param tests - files, the likeliest first
 */
export async function noticed(
  bench: Bench,
  cases: readonly Case[],
  tests: readonly string[],
): Promise<Map<Case, string | undefined>> {
  const near = await failures(bench, cases, tests.slice(0, NEAR));
  const others = cases.filter((one) => !near.has(one) && !one.explained);
  const once = await failures(bench, others, tests.slice(NEAR, MAX_TESTS));
  // Twice, since a test that fails by chance on a busy machine would hide a survivor.
  const again = new Set([...once.values()].map(({ test }) => test));
  const twice = await failures(bench, [...once.keys()], [...again]);
  return new Map(cases.map((one) => [one, (near.get(one) ?? twice.get(one))?.name]));
}

async function failures(bench: Bench, cases: readonly Case[], all: readonly string[]): Promise<Map<Case, Failure>> {
  const file = cases[0]?.file;
  if (file === undefined) return new Map();
  const tests = all.filter((test) => !unsound.has(test));
  if (tests.length === 0) throw new CommandError(`no test of ${file} passes as it is`);
  const failuresOf = async (mutants: readonly (number | null)[], of: readonly string[]) =>
    (await bench.ask({ file, mutants, tests: of })).map((names) =>
      names.flatMap((name, index) => (name === undefined ? [] : [{ test: of[index] ?? "", name }])),
    );

  const results = await failuresOf(
    cases.map(({ number }) => number),
    tests,
  );
  const first = new Map(cases.flatMap((one, index) => results[index]?.slice(0, 1).map((it) => [one, it]) ?? []));
  const unknown = [...new Set([...first.values()].map(({ test }) => test))].filter((test) => !sound.has(test));
  for (const test of unknown) sound.add(test);
  if (unknown.length > 0)
    for (const { test, name } of (await failuresOf([null], unknown)).flat()) {
      console.error(`${test} is not asked, since it fails without a mutant: ${name}`);
      unsound.add(test);
    }
  const misled = [...first].filter(([, { test }]) => unsound.has(test)).map(([one]) => one);
  for (const one of misled) first.delete(one);
  return new Map([...first, ...(await failures(bench, misled, all))]);
}
