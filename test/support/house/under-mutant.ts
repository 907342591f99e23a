// Runs the tests of one file with one mutant in place, for `npm run mutants`. All mutants share a
// worker, since starting one takes longer than most of the tests that notice a mutant. Before each
// file, storage and clock begin afresh, and before each mutant the modules that depend on the
// mutated file, too: the leftovers of one mutant must not decide the results of another. A
// statement that grows with a table fails a file here as in other runs
// (../storage/explain-statements.ts): it may have lost the condition of an index.

import { reset } from "cloudflare:test";
import { afterAll, afterEach, beforeEach, expect, it } from "vitest";
import { beginAfresh } from "../storage/begin-afresh.ts";
import { collectStatements, offences } from "../storage/watched-plans.ts";

interface Mutant {
  readonly file: string;
  readonly number: number;
}

declare global {
  /** Chooses among the variants of scripts/mutants/variants.ts. Undefined: each file as it is. */
  var mutant: Mutant | undefined;
  /** The mutants that a test has noticed. They need no further test. */
  var noticed: Set<string> | undefined;
}

/** The modules that vitest has run and keeps. */
declare const __vitest_worker__: { readonly evaluatedModules: { readonly idToModuleMap: Map<string, Evaluated> } };
interface Evaluated {
  promise: unknown;
  exports: unknown;
  evaluated: boolean;
  readonly importers: Set<string>;
}

export async function underMutant(mutant: Mutant | undefined, load: () => Promise<unknown>): Promise<void> {
  globalThis.noticed ??= new Set();
  const { noticed } = globalThis;
  const name = mutant ? `${mutant.file} ${mutant.number}` : "";
  const notice = () => mutant && noticed.add(name);
  if (noticed.has(name)) {
    // A file without a test counts as a failure.
    it("asks no more about a mutant that is noticed", () => expect(noticed).toContain(name));
    return;
  }
  try {
    // The objects of the previous mutant refuse to be woken by other modules than its own, so these
    // are replaced afterwards.
    await beginAfresh();
  } catch {
    // That mutant may break even this, or the loading of its modules.
    await reset();
    replace(undefined);
    await beginAfresh();
  }
  replace(mutant);
  forget(".test.ts");
  collectStatements();
  afterAll(async () => {
    const [offence] = await offences();
    if (offence === undefined || noticed.has(name)) return;
    notice();
    throw new Error(`A statement grows with a table: ${offence}`);
  });
  beforeEach(({ skip }) => skip(noticed.has(name)));
  afterEach(({ task }) => {
    if (task.result?.state === "fail") notice();
  });
  try {
    await load();
  } catch (error) {
    notice();
    throw error;
  }
}

function replace(next: Mutant | undefined): void {
  const before = globalThis.mutant;
  if (before?.file === next?.file && before?.number === next?.number) return;
  for (const mutant of [before, next]) if (mutant) forget(`/${mutant.file}`);
  globalThis.mutant = next;
}

/**
 * Makes the modules whose paths end like this, and all that import them, run again at their next
 * import.
 */
function forget(end: string): void {
  const modules = __vitest_worker__.evaluatedModules.idToModuleMap;
  const left = [...modules.keys()].filter((id) => id.endsWith(end));
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    const module = modules.get(id);
    if (!module?.promise) continue;
    left.push(...module.importers);
    module.importers.clear();
    Object.assign(module, { promise: undefined, exports: undefined, evaluated: false });
  }
}
