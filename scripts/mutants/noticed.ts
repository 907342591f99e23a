// Runs tests against the mutants of a file: first the likeliest, then the others against the
// mutants that are left.
import { CommandError } from "../lib/project.ts";
import type { Bench } from "./bench.ts";
import type { Result } from "./run-tests.ts";
import type { UnnoticedMutant } from "./unnoticed.ts";

export interface Case {
  readonly file: string;
  readonly number: number;
  readonly name: string;
  /** Why no test notices it; undefined when one should. */
  readonly explained: UnnoticedMutant | undefined;
}

/** Nine of ten mutants are noticed by these; a mutant that is explained is asked of no others. */
const NEAR = 8;
/** What is related less has never been the only one to notice. */
const MAX_TESTS = 60;

/** The durations of the tests without a mutant; undefined for one that fails. */
const durationsMs = new Map<string, number | undefined>();

/**
 * The test that notices each of the mutants, which are of one file; undefined when none does.
 * @param tests - the likeliest first
 */
export async function noticed(
  bench: Bench,
  cases: readonly Case[],
  tests: readonly string[],
): Promise<Map<Case, string | undefined>> {
  const found = new Map<Case, string | undefined>();
  const ask = async (some: readonly Case[], of: readonly string[]) => {
    const results = await answers(bench, some, of);
    for (const [index, one] of some.entries()) found.set(one, results[index]?.failures.find(Boolean));
  };
  const far = tests.slice(NEAR, MAX_TESTS);
  await ask(cases, tests.slice(0, NEAR));
  const left = cases.filter((one) => found.get(one) === undefined && !one.explained);
  await ask(left, far);
  // Twice, since a test that fails by chance on a busy machine would hide a survivor.
  await ask(
    left.filter((one) => found.get(one) !== undefined),
    far,
  );
  return found;
}

async function answers(bench: Bench, cases: readonly Case[], tests: readonly string[]): Promise<Result[]> {
  const [first] = cases;
  if (!first) return [];
  const { file } = first;
  // A test that fails as it is would seem to notice every mutant.
  const unknown = tests.filter((test) => !durationsMs.has(test));
  const [asItIs] = unknown.length > 0 ? await bench.ask({ file, mutants: [null], tests: unknown }) : [];
  for (const [index, test] of unknown.entries()) {
    const failure = asItIs?.failures[index];
    durationsMs.set(test, failure === undefined ? asItIs?.durationsMs[index] : undefined);
    if (failure !== undefined) console.error(`${test} fails as it is and is not asked: ${failure}`);
  }
  const sound = tests.filter((test) => durationsMs.get(test) !== undefined);
  if (sound.length === 0) throw new CommandError(`no test of ${file} passes as it is`);
  const quickestFirst = sound.sort((a, b) => (durationsMs.get(a) ?? 0) - (durationsMs.get(b) ?? 0));
  return bench.ask({ file, mutants: cases.map(({ number }) => number), tests: quickestFirst });
}
