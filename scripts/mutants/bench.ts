// Copies of the project in a temporary folder, each with a process that runs tests there. One that does not answer is ended, and
// another takes its place: a mutant may loop without end.
import { type ChildProcess, fork } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { inProject, wranglerEnvironment } from "../lib/project.ts";
import type { Answer, Order } from "./run-one.ts";

/** Far more than all tests of one order take. */
const MAX_ANSWER_MS = 300_000;

const LEFT_OUT = new Set(["node_modules", ".git", ".wrangler", "dist", "coverage"]);

export class Bench {
  readonly #folder = mkdtempSync(join(tmpdir(), "mutants-"));
  #child: ChildProcess | undefined;

  constructor() {
    cpSync(inProject("."), this.#folder, { recursive: true, filter: (path) => !LEFT_OUT.has(basename(path)) });
    symlinkSync(inProject("node_modules"), join(this.#folder, "node_modules"));
  }

  /** The test that fails first; undefined when all pass. */
  async ask(order: Order): Promise<string | undefined> {
    const child = this.#child ?? (await this.#start());
    const answered = next<Answer>(child, MAX_ANSWER_MS);
    child.send(order);
    const answer = await answered;
    if (answer) return answer.noticedBy;
    this.#end();
    return "the tests do not end";
  }

  close(): void {
    this.#end();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #start(): Promise<ChildProcess> {
    const child = fork(inProject("scripts/mutants/run-one.ts"), {
      cwd: this.#folder,
      env: { ...process.env, ...wranglerEnvironment },
      stdio: ["ignore", "ignore", process.env.MUTANTS_DEBUG ? "inherit" : "ignore", "ipc"],
      // A group of its own, so that workerd ends with it.
      detached: true,
    });
    this.#child = child;
    if ((await next<string>(child, MAX_ANSWER_MS)) !== "ready") throw new Error("vitest did not start");
    return child;
  }

  #end(): void {
    if (this.#child?.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    this.#child = undefined;
  }
}

/** The next message; undefined when none comes in time, or the process ends. */
function next<Message>(child: ChildProcess, withinMs: number): Promise<Message | undefined> {
  const { promise, resolve } = Promise.withResolvers<Message | undefined>();
  const none = () => resolve(undefined);
  const timer = setTimeout(none, withinMs);
  child.once("message", resolve).once("exit", none);
  return promise.finally(() => {
    clearTimeout(timer);
    child.off("message", resolve).off("exit", none);
  });
}
