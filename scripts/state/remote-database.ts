// Reaches the deployed databases, and the bucket of the trail, as `wrangler dev` does with
// `remote = true`: wrangler puts a worker on Cloudflare for this session, and Miniflare asks it.
import type { V4MiniflareOptions } from "miniflare";
import { wranglerEnvironment } from "../lib/project.ts";
import { loadMiniflare } from "./miniflare.ts";
import type { Config } from "./worker-options.ts";

interface RemoteSession {
  readonly database: (binding: string) => Promise<D1Database>;
  readonly bucket: (binding: string) => Promise<R2Bucket>;
}

/** Opens what the configuration binds. `closers` gets what ends the session. */
export async function openRemote(config: Config, closers: (() => unknown)[]): Promise<RemoteSession> {
  const worker = config.name as string;
  const bindings = await bindingsOfSession(config, closers);
  const { Miniflare, convertV4MiniflareOptions } = loadMiniflare();
  const mf = new Miniflare(
    convertV4MiniflareOptions({
      cf: false,
      handleStructuredLogs: ({ message }) => console.error(message),
      workers: [{ name: worker, modules: true, script: "", compatibilityDate: config.compatibility_date, ...bindings }],
    } as V4MiniflareOptions),
  );
  closers.push(() => mf.dispose());
  return {
    database: (binding) => mf.getD1Database(binding, worker),
    bucket: async (binding) => (await mf.getR2Bucket(binding, worker)) as unknown as R2Bucket,
  };
}

async function bindingsOfSession(config: Config, closers: (() => unknown)[]) {
  Object.assign(process.env, wranglerEnvironment);
  const {
    maybeStartOrUpdateRemoteProxySession,
    unstable_convertConfigBindingsToStartWorkerBindings: startWorkerBindings,
    unstable_getMiniflareWorkerOptions,
  } = await import("wrangler");
  // Wrangler would prefer a preview database to the deployed one, so leave its id out.
  const d1_databases = config.d1_databases.map(({ preview_database_id: _, ...d1 }) => ({ ...d1, remote: true }));
  const r2_buckets = config.r2_buckets.map(({ preview_bucket_name: _, ...r2 }) => ({ ...r2, remote: true }));
  const started = await maybeStartOrUpdateRemoteProxySession({
    name: config.name as string,
    bindings: startWorkerBindings({ d1_databases, r2_buckets }) ?? {},
    account_id: config.account_id,
  });
  const session = started?.session;
  if (!session) throw new Error("wrangler started no session for it");
  closers.push(() => session.dispose());
  const { workerOptions } = unstable_getMiniflareWorkerOptions({ ...config, d1_databases, r2_buckets }, undefined, {
    remoteProxyConnectionString: session.remoteProxyConnectionString,
  });
  const { d1Databases, r2Buckets } = workerOptions;
  return { d1Databases, r2Buckets };
}
