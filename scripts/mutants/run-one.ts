// A child process of ../mutants.ts, in a copy of the project. It keeps one vitest, which reads again only what has changed, and
// answers each message: which tests fail when the mutant stands in the copy.
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { createVitest } from "vitest/node";
import { type Mutant, mutated } from "./mutant.ts";

export interface Order {
  /** Undefined: the file as it is. */
  readonly mutant: Mutant | undefined;
  readonly tests: readonly string[];
}

/** The test that fails first; undefined when all pass. */
export type Answer = { readonly noticedBy: string | undefined };

const vitest = await createVitest("test", {
  watch: false,
  project: ["workerd"],
  bail: 1,
  maxWorkers: 1,
  reporters: [{}],
  // A busy machine is no mutant.
  testTimeout: 30_000,
});

process.on("message", (order: Order) => void answer(order));
process.on("disconnect", () => process.exit());
process.send?.("ready");

async function answer({ mutant, tests }: Order): Promise<void> {
  const said: Answer = { noticedBy: mutant ? await withMutant(mutant, () => run(tests)) : await run(tests) };
  process.send?.(said);
}

async function withMutant<T>(mutant: Mutant, work: () => Promise<T>): Promise<T> {
  const path = resolve("src", mutant.file);
  const source = readFileSync(path, "utf8");
  const write = (text: string) => {
    writeFileSync(path, text);
    vitest.invalidateFile(path);
  };
  write(mutated(source, mutant));
  try {
    return await work();
  } finally {
    write(source);
  }
}

async function run(tests: readonly string[]): Promise<string | undefined> {
  const paths = tests.map((test) => resolve("test", `${test}.test.ts`));
  const specifications = await vitest.globTestSpecifications(paths);
  if (specifications.length !== paths.length) throw new Error(`not all of these are tests: ${tests.join(", ")}`);
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  for (const module of testModules) {
    if (!paths.includes(module.moduleId)) continue;
    for (const test of module.children.allTests()) if (test.result().state === "failed") return test.fullName;
    if (module.errors().length > 0) return String(module.errors()[0]?.message);
  }
  return unhandledErrors.length > 0 ? String(unhandledErrors[0]) : undefined;
}
