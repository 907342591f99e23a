// Miniflare's options for the worker. Bindings come from wrangler.toml, so that one added there
// needs no change here. Settings come from wrangler.toml and, under the same names, from the
// environment.
import { dirname, join } from "node:path";
import type { V4MiniflareOptions } from "miniflare";
import type { Unstable_Config as Config } from "wrangler";
import { nearest } from "../../src/lib/nearest.ts";
import { host } from "../lib/port.ts";
import { CommandError } from "../lib/project.ts";
import { assetFiles } from "./asset-files.ts";
import { sourceLines } from "./source-lines.ts";
import { madeByWrangler, readToml } from "./wrangler.ts";

/** Settings that must never be in wrangler.toml; see the comment above its [vars]. */
const secrets = ["MASTER_KEY", "MASTER_KEY_PREVIOUS", "BOOTSTRAP_ADMIN"];

/**
 * The second worker. With it `stop.ts` keeps workerd alive while requests finish, and `serve.ts`
 * runs the crons: Miniflare's own way to a worker would take a thread and a third of a second.
 * Others on this machine can reach it, too, and run a cron, which may run at any minute anyway.
 */
export const keeper = "keeper";
const keeperScript = `export default { async fetch(request, env) {
  const { searchParams } = new URL(request.url);
  const cron = searchParams.get("cron");
  if (cron === null) return new Response(request.body);
  const due = new Date(Number(searchParams.get("due")));
  return Response.json(await env.SERVICE.scheduled({ cron, scheduledTime: due }));
} };`;

/**
 * Without `[secrets]`: wrangler would look for them itself, print that it does, and bind no secret
 * that is not required.
 */
export function readWranglerToml(): Config {
  const { secrets: _, ...config } = readToml();
  return config;
}
export type { Config };

export function settings(config: Config, origin: string, env: NodeJS.ProcessEnv): Record<string, unknown> {
  const bindings: Record<string, unknown> = { ...config.vars };
  const names = [...Object.keys(config.vars), ...secrets];
  // A name that was probably meant as one of these goes along, so that the worker warns of it as it
  // does where it is deployed.
  const mistyped = Object.keys(env).filter(
    (name) => /^[A-Z]+_[A-Z_]+$/.test(name) && nearest(name, names) !== undefined,
  );
  for (const name of [...names, ...mistyped]) if (env[name] !== undefined) bindings[name] = env[name];
  // PUBLIC_URL in wrangler.toml is the deployed worker's, so it does not apply here.
  bindings.PUBLIC_URL = env.PUBLIC_URL || origin;
  // No edge replaces a client's own CF-Connecting-IP here, so it must not be trusted unless the
  // environment says so. The server listens on this machine alone.
  bindings.TRUSTED_PROXY = env.TRUSTED_PROXY || "local";
  return bindings;
}

/** The databases that the map of the environment names, or else that of wrangler.toml. */
export const mappedDatabases = (config: Config, env: NodeJS.ProcessEnv): readonly string[] =>
  ["SHARD_SLOTS", "SHARD_REALMS"].flatMap(
    (name) => (env[name] ?? String(config.vars[name] ?? "")).match(/\bDB_[1-9]\d?\b/g) ?? [],
  );

/**
 * Adds databases that wrangler.toml does not have, like the first one there. Only local ones can be
 * made in this way.
 */
export function withDatabases(config: Config, names: readonly string[]): Config {
  const [first, ...others] = config.d1_databases;
  if (!first) return config;
  const missing = [...new Set(names)].filter((name) => !config.d1_databases.some(({ binding }) => binding === name));
  const added = missing.map((binding) => ({
    ...first,
    binding,
    database_name: `${first.database_name ?? first.binding}${binding.replace("DB_", "-")}`,
  }));
  return { ...config, d1_databases: [first, ...others, ...added] };
}

/** Adds the Queue of this name, for the events, unless wrangler.toml has one. */
export function withQueue(config: Config, queue: string | undefined): Config {
  if (!queue || (config.queues.producers ?? []).length > 0) return config;
  const consumer = { queue, max_batch_size: 100, max_batch_timeout: 1, max_retries: 1 };
  return { ...config, queues: { producers: [{ binding: "EVENTS_QUEUE", queue }], consumers: [consumer] } };
}

/** Adds the bucket of this name, for the archive of the trail, unless wrangler.toml has one. */
export function withTrail(config: Config, bucket: string | undefined): Config {
  if (!bucket || trailBucketOf(config)) return config;
  // Any other name would do to Miniflare, and none of these could be a file outside its folder.
  if (!/^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(bucket))
    throw new CommandError("TRAIL must be the name of a bucket: 3 to 63 of a-z, 0-9 and -.");
  return { ...config, r2_buckets: [...config.r2_buckets, { binding: TRAIL, bucket_name: bucket }] };
}

/** The archive of the trail, if it is bound. */
export const trailBucketOf = (config: Config): Config["r2_buckets"][number] | undefined =>
  config.r2_buckets.find(({ binding }) => binding === TRAIL);

const TRAIL = "TRAIL";

/**
 * Miniflare names files after the database's id. Using its name as id keeps the files when a
 * deployed database's id is set.
 */
export const databaseIds = (config: Config): Record<string, string> =>
  Object.fromEntries(config.d1_databases.map((d1) => [d1.binding, d1.database_name ?? d1.binding]));

/** The ids under which `npm run dev` keeps them, as wrangler gives them to Miniflare. */
export const idsOfDev = (config: Config): Record<string, string> =>
  madeByWrangler(["ids of dev", config], ({ unstable_getMiniflareWorkerOptions }) => {
    // It would report on each call where it found secrets, which are not used here.
    process.env.WRANGLER_LOG ??= "warn";
    const { d1Databases } = unstable_getMiniflareWorkerOptions(config).workerOptions;
    return Object.fromEntries(
      Object.entries(d1Databases ?? {}).map(([name, d1]) => [name, typeof d1 === "string" ? d1 : d1.id]),
    );
  });

/** `script` is the path of the built worker. */
export function miniflareOptions(
  config: Config,
  bindings: Record<string, unknown>,
  port: number,
  folder: string,
  script: string,
) {
  // Miniflare would take every mail and send none, while people wait for it. Without the binding
  // the service says that it sends none.
  const wanted = { ...config, send_email: [], assets: undefined };
  const { worker, externalWorkers } = madeByWrangler(["options", wanted], (wrangler) => {
    const { workerOptions, externalWorkers } = wrangler.unstable_getMiniflareWorkerOptions(wanted);
    // The worker is already bundled, so the rules for bundling are left out. Wrangler's own
    // bindings would mix in .dev.vars, which belongs to `npm run dev`, and its secrets.
    const { modulesRules: _, bindings: __, ...worker } = workerOptions;
    return { worker, externalWorkers };
  });
  const withSources = sourceLines(script);
  return {
    resourcePersistencePath: folder,
    // Miniflare would fetch a sample `request.cf` from the internet; a direct socket has none
    // anyway.
    cf: false,
    // stdout is for the ready line, so the worker's log goes to stderr.
    handleStructuredLogs: ({ message }) => console.error(withSources(message)),
    workers: [
      {
        ...worker,
        name: config.name as string,
        modules: true,
        scriptPath: script,
        modulesRoot: dirname(script),
        bindings,
        d1Databases: databaseIds(config),
        // In place of Miniflare's own, which would take two more workers.
        serviceBindings: { ASSETS: assetFiles(join(dirname(script), "assets")) },
        unsafeDirectSockets: [{ host, port }],
      },
      {
        name: keeper,
        modules: true,
        script: keeperScript,
        compatibilityDate: config.compatibility_date as string,
        compatibilityFlags: ["service_binding_extra_handlers"],
        serviceBindings: { SERVICE: config.name as string },
        unsafeDirectSockets: [{ host, port: 0 }],
      },
      ...externalWorkers,
    ],
  } as V4MiniflareOptions;
}
