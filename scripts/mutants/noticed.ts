// Runs the tests of a file against its mutants: first the nearest, then the others against the mutants that are left.
import { Refusal } from "../lib/project.ts";
import type { Bench } from "./bench.ts";
import type { Subject, Unnoticed } from "./rooms/room.ts";

export interface Case {
  readonly subject: Subject;
  readonly number: number;
  readonly name: string;
  /** Why no test notices it; undefined when one should. */
  readonly explained: Unnoticed | undefined;
}

/** The durations of the tests that pass without a mutant, as far as they are known. */
const durationsMs = new Map<string, number>();

/** The test that notices each of the mutants, which are of one file; undefined when none does. */
export async function noticed(bench: Bench, cases: readonly Case[]): Promise<Map<Case, string | undefined>> {
  const found = new Map<Case, string | undefined>();
  const ask = async (some: readonly Case[], tests: readonly string[]) => {
    for (const [one, noticedBy] of await answers(bench, some, tests)) found.set(one, noticedBy);
  };
  const { near = [], far = [] } = cases[0]?.subject ?? {};
  await ask(cases, near);
  const left = cases.filter((one) => found.get(one) === undefined && !one.explained);
  await ask(left, far);
  // Twice, since a test that fails by chance on a busy machine would hide a survivor.
  await ask(
    left.filter((one) => found.get(one) !== undefined),
    far,
  );
  return found;
}

async function answers(
  bench: Bench,
  cases: readonly Case[],
  tests: readonly string[],
): Promise<[Case, string | undefined][]> {
  const [first] = cases;
  if (!first || tests.length === 0) return [];
  const quickestFirst = [...tests].sort((a, b) => (durationsMs.get(a) ?? 0) - (durationsMs.get(b) ?? 0));
  // If a test failed as it is, every mutant would seem to be noticed.
  const control = tests.every((test) => durationsMs.has(test)) ? [] : [null];
  const mutants = [...control, ...cases.map(({ number }) => number)];
  const results = await bench.ask({ file: first.subject.file, mutants, tests: quickestFirst });
  const [asItIs] = results.splice(0, control.length);
  if (asItIs?.noticedBy !== undefined) throw new Refusal(`a test fails as it is: ${asItIs.noticedBy} (of ${tests})`);
  for (const [index, test] of quickestFirst.entries())
    if (asItIs) durationsMs.set(test, asItIs.durationsMs[index] ?? 0);
  return cases.map((one, index) => [one, results[index]?.noticedBy]);
}
