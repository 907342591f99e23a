// Runs scripts/serve.ts as a process of its own, for the demo, the benchmarks and the tests.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { inProject } from "./project.ts";

export interface Server {
  /** Where it answers, such as `http://127.0.0.1:8787`. */
  origin: string;
  process: ChildProcess;
  /** All it wrote to stderr so far. */
  log(): string;
  /** Lets running requests finish and resolves when it is gone. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** State folder. */
  state: string;
  /** 0, the default, picks a free one. */
  port?: number;
  /** Settings, on top of the environment of this process. */
  env?: Record<string, string>;
  /** In a process group of its own, so that a signal can reach the whole group and nothing else. */
  detached?: boolean;
  script?: string;
}

/** Resolves when the server takes requests; rejects with what it said when it ends before that. */
export async function startServer(options: ServerOptions): Promise<Server> {
  const { state, port = 0, env, detached = false, script = inProject("scripts/serve.ts") } = options;
  const child = spawn(process.execPath, [script, "--port", String(port), "--state", state], {
    env: { ...process.env, SERVE_WITH_PARENT: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached,
  });
  let said = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    said += text;
  });
  const exited = once(child, "close");
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), exited.then(() => [undefined])]);
  if (line === undefined) throw new Error(said.trim());
  return {
    origin: String(line).replace(/^ready /, ""),
    process: child,
    log: () => said,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
