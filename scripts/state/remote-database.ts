// Reaches the deployed databases as `wrangler dev` does with `remote = true`: wrangler puts a
// worker on Cloudflare for this session, and Miniflare's D1 asks it.
import type { V4MiniflareOptions } from "miniflare";
import { wranglerEnvironment } from "../lib/project.ts";
import { loadMiniflare } from "./miniflare.ts";
import type { Config } from "./worker-options.ts";

/** Returns what opens a database by its binding. `closers` gets what ends the session. */
export async function openRemote(
  config: Config,
  closers: (() => unknown)[],
): Promise<(name: string) => Promise<D1Database>> {
  const worker = config.name as string;
  const d1Databases = await databasesOfSession(config, closers);
  const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      handleStructuredLogs: ({ message }) => console.error(message),
      workers: [{ name: worker, modules: true, script: "", compatibilityDate: config.compatibility_date, d1Databases }],
    } as V4MiniflareOptions),
  );
  closers.push(() => mf.dispose());
  return (name) => mf.getD1Database(name, worker);
}

async function databasesOfSession(config: Config, closers: (() => unknown)[]) {
  Object.assign(process.env, wranglerEnvironment);
  const {
    maybeStartOrUpdateRemoteProxySession,
    unstable_convertConfigBindingsToStartWorkerBindings: startWorkerBindings,
    unstable_getMiniflareWorkerOptions,
  } = await import("wrangler");
  // Wrangler would prefer a preview database to the deployed one, so leave its id out.
  const d1_databases = config.d1_databases.map(({ preview_database_id: _, ...d1 }) => ({ ...d1, remote: true }));
  const started = await maybeStartOrUpdateRemoteProxySession({
    name: config.name as string,
    bindings: startWorkerBindings({ d1_databases }) ?? {},
    account_id: config.account_id,
  });
  const session = started?.session;
  if (!session) throw new Error("wrangler started no session for it");
  closers.push(() => session.dispose());
  const { workerOptions } = unstable_getMiniflareWorkerOptions({ ...config, d1_databases }, undefined, {
    remoteProxyConnectionString: session.remoteProxyConnectionString,
  });
  return workerOptions.d1Databases;
}
