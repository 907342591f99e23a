// A child process of ../mutants.ts, in a copy of the project. It keeps one vitest, and runs all
// tests of an order in one worker, mutant after mutant (test/support/house/under-mutant.ts). It
// reports each mutant as soon as its tests are done.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createVitest, type TestModule } from "vitest/node";

/** For each of the mutants, all of the tests, in this order. */
export interface Order {
  readonly file: string;
  /** By their numbers (./variants.ts); null is the file as it is. */
  readonly mutants: readonly (number | null)[];
  readonly tests: readonly string[];
}

/** For each file of tests the first that fails; undefined when all pass. */
export type Result = readonly (string | undefined)[];

/**
 * `moves`: a test file begins. `result`: of the next mutant of the order. `done`: the process takes
 * an order.
 */
export type Word = { readonly kind: "moves" | "done" } | { readonly kind: "result"; readonly result: Result };

const say = (word: Word): void => void process.send?.(word);
let onModule: ((module: TestModule) => void) | undefined;

/** Keeps the order of the mutants, so that it is known which of them does not end. */
class AsOrdered {
  sort = async <T>(files: T): Promise<T> => files;
  shard = this.sort;
}

const vitest = await createVitest("test", {
  watch: false,
  project: ["workerd"],
  maxWorkers: 1,
  reporters: [{ onTestModuleStart: () => say({ kind: "moves" }), onTestModuleEnd: (module) => onModule?.(module) }],
  sequence: { sequencer: AsOrdered },
  // A test that is slow on a busy machine has not noticed a mutant.
  testTimeout: 30_000,
});
const [project] = vitest.projects;
if (!project) throw new Error("there is no project workerd");
// underMutant does the work of the setup file.
project.config.setupFiles = [];

const UNDER_MUTANT = "test/support/house/under-mutant.ts";
const MADE = resolve("test/made");
let orders = 0;

process.on("message", (order: Order) => void carryOut(order));
process.on("disconnect", () => process.exit());
say({ kind: "done" });

async function carryOut({ file, mutants, tests }: Order): Promise<void> {
  const folder = resolve(MADE, String(++orders));
  mkdirSync(folder, { recursive: true });
  const paths = mutants.flatMap((number, place) =>
    tests.map((test, index) => {
      const path = resolve(folder, `${place}-${index}.test.ts`);
      const mutant = number === null ? "undefined" : JSON.stringify({ file, number });
      writeFileSync(
        path,
        `import { underMutant } from "../../../${UNDER_MUTANT}";
await underMutant(${mutant}, () => import("../../../${test}"));
`,
      );
      return path;
    }),
  );
  let modules: TestModule[] = [];
  onModule = (module) => {
    modules.push(module);
    if (modules.length < tests.length) return;
    say({ kind: "result", result: modules.map(failureOf) });
    modules = [];
  };
  await vitest.runTestSpecifications(
    paths.map((path) => project?.createSpecification(path)).filter((one) => one !== undefined),
  );
  rmSync(folder, { recursive: true });
  say({ kind: "done" });
}

function failureOf(module: TestModule): string | undefined {
  for (const test of module.children.allTests()) if (test.result().state === "failed") return test.fullName;
  const [error] = [...module.errors(), ...[...module.children.allSuites()].flatMap((suite) => suite.errors())];
  return error?.message;
}
