// The real server on state folders, and commands on them.
import { type ChildProcess, execFile } from "node:child_process";
import { globSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { inProject } from "../../../scripts/lib/project.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../../scripts/serve/start-server.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";

export const MASTER_KEY = btoa("0123456789abcdef0123456789abcdef");

export interface Ran {
  code: unknown;
  stdout: string;
  stderr: string;
}

const SETTINGS = { MASTER_KEY, MASTER_KEY_PREVIOUS: "", PIN_ITERATIONS: "1000" };

/** Does it with these settings in the environment of this process. One at a time. */
export async function inEnvironment<Done>(env: Record<string, string>, work: () => Promise<Done>): Promise<Done> {
  const before = { ...process.env };
  Object.assign(process.env, SETTINGS, env);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** Runs `scripts/<script>.ts` until it ends; `stdin` is all that it can read. */
export function run(script: string, args: string[], options: { stdin?: string; env?: Record<string, string> } = {}) {
  return new Promise<Ran>((resolve) => {
    const env = { ...process.env, ...SETTINGS, ...options.env };
    const child: ChildProcess = execFile(
      process.execPath,
      [inProject(`scripts/${script}.ts`), ...args],
      { env, timeout: 90_000 },
      (error, stdout, stderr) => resolve({ code: error ? error.code : 0, stdout, stderr }),
    );
    // A command that never reads it may have ended before it is written.
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.stdin ?? "");
  });
}

export const start = (state: string, { env, ...options }: Partial<ServerOptions> = {}): Promise<RunningServer> =>
  startServer({
    state,
    env: { MASTER_KEY, BOOTSTRAP_ADMIN: `root:${ADMIN_PASSWORD}`, PIN_ITERATIONS: "1000", ...env },
    ...options,
  });

/** POST /auth. */
export async function signIn({ origin }: RunningServer, username: string, password: string) {
  const body = new URLSearchParams({ username, password });
  const response = await fetch(`${origin}/auth`, { method: "POST", body });
  const { result } = (await response.json()) as { result: { value?: { token: string; rights: string[] } } };
  return { status: response.status, ...result.value };
}

/** Changes the database behind the service's back. */
export function tamper(state: string, sql: string): void {
  const [file = ""] = globSync(join(state, "d1/*/*.sqlite")).filter((path) => /[0-9a-f]{64}\.sqlite$/.test(path));
  const database = new DatabaseSync(file);
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}
