// The built worker in workerd, as scripts/serve.ts runs it (test/serve is about that), but from the
// process of the tests: reading wrangler and Miniflare would take longer than many files do. Crons
// do not run.

import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { builtWorker } from "../../../scripts/serve/build.ts";
import { guardWorkerd } from "../../../scripts/serve/guard.ts";
import { listen, type OpenServer, type Outbound } from "../../../scripts/serve/listen.ts";
import { migrate } from "../../../scripts/state/migrate.ts";
import { loadMiniflare } from "../../../scripts/state/miniflare.ts";
import { readWranglerToml } from "../../../scripts/state/worker-options.ts";

export interface SiteServer {
  /** The server's address, such as `http://127.0.0.1:8787`. */
  readonly origin: string;
  stop(): Promise<void>;
}

const config = readWranglerToml();
const { Log, LogLevel } = loadMiniflare();
const SILENT = { log: new Log(LogLevel.NONE), handleStructuredLogs: () => {} };

async function serve(folder: string, env: Record<string, string>, outbound?: Outbound): Promise<OpenServer> {
  const before = { ...process.env };
  guardWorkerd(folder);
  try {
    const program = { config, script: builtWorker, logs: SILENT, env: { ...before, ...env }, outbound };
    return await listen({ port: 0, folder }, program);
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}

/** Makes in the folder what a server leaves there that has been started and stopped. */
export async function makeMigratedState(folder: string): Promise<void> {
  migrate(folder, config);
  const { mf } = await serve(folder, {});
  await mf.dispose();
}

/**
 * `state`: what `makeMigratedState` has made. `env`: settings. `outbound`: what its own requests
 * reach.
 */
export async function startSiteServer(
  state: string,
  env: Record<string, string>,
  outbound?: Outbound,
): Promise<SiteServer> {
  const folder = mkdtempSync(join(tmpdir(), "browser-test-"));
  cpSync(state, folder, { recursive: true });
  const { mf, origin } = await serve(folder, env, outbound);
  const stop = async () => {
    await mf.dispose();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  const health = await fetch(new URL("/health", origin));
  if (health.ok) return { origin, stop };
  await stop();
  throw new Error(await health.text());
}
