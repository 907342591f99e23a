// The benchmark's side of the load generator.
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { inProject } from "../../scripts/lib/project.ts";
import type { LoadAnswer, LoadOrder, LoadRun } from "./orders.ts";

export class Generator {
  readonly #process: ChildProcess = fork(inProject("bench/load/process.ts"), { serialization: "advanced" });
  readonly #ended = once(this.#process, "exit").then((): LoadAnswer[] => [
    { ok: false, problem: "the load generator has ended" },
  ]);

  async meet(server: string, origin: string, password: string, rich = 0): Promise<void> {
    await this.#order({ kind: "meet", server, origin, password, rich });
  }

  async run(order: Omit<LoadOrder & { kind: "run" }, "kind">): Promise<LoadRun> {
    const { run } = await this.#order({ kind: "run", ...order });
    if (!run) throw new Error("the load generator ran nothing");
    return run;
  }

  close(): void {
    this.#process.kill();
  }

  async #order(order: LoadOrder): Promise<LoadAnswer & { ok: true }> {
    this.#process.send(order);
    const [answer] = (await Promise.race([once(this.#process, "message"), this.#ended])) as LoadAnswer[];
    if (!answer?.ok) throw new Error(answer?.problem);
    return answer;
  }
}
