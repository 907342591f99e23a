// The real server on state folders, and commands on them.
import { type ChildProcess, execFile } from "node:child_process";
import { DatabaseSync } from "node:sqlite";
import { inProject } from "../../../scripts/lib/project.ts";
import { type RunningServer, type ServerOptions, startServer } from "../../../scripts/serve/start-server.ts";
import { databaseFile } from "../../../scripts/state/object-files.ts";
import { databaseIds, readWranglerToml, withDatabases } from "../../../scripts/state/worker-options.ts";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";

export const MASTER_KEY = btoa("0123456789abcdef0123456789abcdef");

export interface CommandResult {
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

interface RunOptions {
  readonly stdin?: string;
  readonly env?: Record<string, string>;
}

/** Runs `packages/commands/<command>.ts` until it ends; `stdin` is all that it can read. */
export const run = (command: string, args: string[], options?: RunOptions): Promise<CommandResult> =>
  runFile(`packages/commands/${command}.ts`, args, options);

export function runFile(path: string, args: string[], options: RunOptions = {}) {
  return new Promise<CommandResult>((resolve) => {
    const env = { ...process.env, ...SETTINGS, ...options.env };
    const child: ChildProcess = execFile(
      process.execPath,
      [inProject(path), ...args],
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
export async function postAuth({ origin }: RunningServer, username: string, password: string) {
  const body = new URLSearchParams({ username, password });
  const response = await fetch(`${origin}/auth`, { method: "POST", body });
  const { result } = (await response.json()) as { result: { value?: { token: string; rights: string[] } } };
  return { status: response.status, ...result.value };
}

/** Looks into a database of the folder, or changes it, behind the service's back. */
export function onFile<Done>(state: string, work: (sqlite: DatabaseSync) => Done, name = "DB"): Done {
  const ids = databaseIds(withDatabases(readWranglerToml(), [name]));
  const sqlite = new DatabaseSync(databaseFile(state, ids[name] as string), { timeout: 10_000 });
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}

export const tamper = (state: string, sql: string): void => onFile(state, (sqlite) => sqlite.exec(sql));
