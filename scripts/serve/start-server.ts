// Runs scripts/serve.ts as a separate process, for the demo, the benchmarks and the tests.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { inProject } from "../lib/project.ts";

export interface RunningServer {
  /** The server's address, such as `http://127.0.0.1:8787`. */
  origin: string;
  process: ChildProcess;
  /** Returns everything that the server has written to stderr so far. */
  log(): string;
  /** Lets running requests finish, and resolves when the server has ended. */
  stop(): Promise<void>;
}

export interface ServerOptions {
  /** The state folder. */
  state: string;
  /** 0, the default, picks a free port. */
  port?: number;
  /** Settings in addition to the environment of this process. */
  env?: Record<string, string>;
  /**
   * Puts the server in a process group of its own, so that a test can signal that whole group and
   * nothing else.
   */
  detached?: boolean;
  script?: string;
}

/**
 * Resolves when the server takes requests. If the server ends before that, it rejects with the
 * server's stderr.
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { state, port = 0, env, detached = false, script = inProject("scripts/serve.ts") } = options;
  const child = spawn(process.execPath, [script, "--port", String(port), "--state", state], {
    env: { ...process.env, SERVE_WITH_PARENT: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached,
  });
  let log = "";
  child.stderr.setEncoding("utf8").on("data", (text) => {
    log += text;
  });
  const exited = once(child, "close");
  const [line] = await Promise.race([once(createInterface(child.stdout), "line"), exited.then(() => [undefined])]);
  if (line === undefined) throw new Error(log.trim());
  return {
    origin: String(line).replace(/^ready /, ""),
    process: child,
    log: () => log,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
  };
}
