// Copies of the project in a temporary folder, each with a process that runs tests there. One that
// does not answer is ended, and another takes its place: a mutant may loop without end.
import { type ChildProcess, fork } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { inProject, wranglerEnvironment } from "../lib/project.ts";
import type { Mutant } from "./generate.ts";
import type { Order, Result, Word } from "./run-tests.ts";
import { writeVariants } from "./variants.ts";

/** Far more than the tests of one file take. */
const MAX_SILENCE_MS = 120_000;

const LEFT_OUT = new Set(["node_modules", ".git", ".wrangler", "dist", "coverage"]);

export class Bench {
  readonly #folder = mkdtempSync(join(tmpdir(), "mutants-"));
  #child: ChildProcess | undefined;

  /** `files`: with all their mutants. */
  constructor(files: Iterable<readonly [file: string, mutants: readonly Mutant[]]>) {
    cpSync(inProject("."), this.#folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    symlinkSync(inProject("node_modules"), join(this.#folder, "node_modules"));
    for (const [file, mutants] of files) {
      const source = readFileSync(join(this.#folder, file), "utf8");
      writeVariants(this.#folder, file, source, mutants);
    }
  }

  /** One result for each mutant of the order. */
  async ask(order: Order): Promise<Result[]> {
    const results: Result[] = [];
    while (results.length < order.mutants.length) {
      const child = this.#child ?? (await this.#start());
      const done = hear(child, ({ result }) => results.push(result));
      child.send({ ...order, mutants: order.mutants.slice(results.length) });
      if (await done) continue;
      results.push(order.tests.map(() => "the tests do not end"));
      this.#end();
    }
    return results;
  }

  close(): void {
    this.#end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(inProject("scripts/mutants/run-tests.ts"), {
      cwd: this.#folder,
      env: { ...process.env, ...wranglerEnvironment },
      // JSON would turn undefined into null.
      serialization: "advanced",
      stdio: ["ignore", "ignore", process.env.MUTANTS_DEBUG ? "inherit" : "ignore", "ipc"],
      // A group of its own, so that workerd ends with it.
      detached: true,
    });
    this.#child = child;
    if (!(await hear(child, () => {}))) throw new Error("vitest did not start");
    return child;
  }

  #end(): void {
    if (this.#child?.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    this.#child = undefined;
  }
}

/** Listens until the order is done; false when the process is silent for too long, or ends. */
function hear(child: ChildProcess, onResult: (word: Word & { kind: "result" }) => void): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const fail = () => resolve(false);
  let timer = setTimeout(fail, MAX_SILENCE_MS);
  const listen = (word: Word) => {
    clearTimeout(timer);
    timer = setTimeout(fail, MAX_SILENCE_MS);
    if (word.kind === "result") onResult(word);
    if (word.kind === "done") resolve(true);
  };
  child.on("message", listen).once("exit", fail);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off("message", listen).off("exit", fail);
  });
}
