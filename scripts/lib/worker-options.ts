// What the worker gets here: everything from wrangler.toml, so that a binding added there is served without a change here,
// and the settings from the environment under the same names.
import type { V4MiniflareOptions } from "miniflare";
import { type Unstable_Config as Config, unstable_getMiniflareWorkerOptions, unstable_readConfig } from "wrangler";
import { builtWorker } from "./build.ts";
import { host } from "./port.ts";
import { inProject } from "./project.ts";

/** Settings that are never in wrangler.toml; see the comment above its [vars]. */
const secrets = ["MASTER_KEY", "MASTER_KEY_PREVIOUS", "BOOTSTRAP_ADMIN"];

/** Name of the second worker, with which `stop.ts` keeps workerd alive while requests finish. */
export const keeper = "keeper";

export const readConfig = () =>
  unstable_readConfig({ config: inProject("wrangler.toml") }, { hideWarnings: true }) as Config;
export type { Config };

export function settings(config: Config, origin: string, env: NodeJS.ProcessEnv): Record<string, unknown> {
  const found: Record<string, unknown> = { ...config.vars };
  for (const name of [...Object.keys(config.vars), ...secrets]) if (env[name] !== undefined) found[name] = env[name];
  // These are about the place a worker runs in; wrangler.toml speaks of the deployed one.
  found.PUBLIC_URL = env.PUBLIC_URL || origin;
  // Here no edge takes a client's own CF-Connecting-IP away.
  found.TRUSTED_PROXY = env.TRUSTED_PROXY || "off";
  return found;
}

/** Files are named after the database's id; by its name they stay when the id of a deployed one is put in its place. */
export const databaseIds = (config: Config): Record<string, string> =>
  Object.fromEntries(config.d1_databases.map((d1) => [d1.binding, d1.database_name ?? d1.binding]));

export function miniflareOptions(config: Config, bindings: Record<string, unknown>, port: number, folder: string) {
  const { workerOptions, externalWorkers } = unstable_getMiniflareWorkerOptions(config);
  // Rules for bundling, which is done.
  const { modulesRules: _, ...worker } = workerOptions;
  return {
    resourcePersistencePath: folder,
    // A sample `request.cf` would be fetched from the internet; on a direct socket there is none anyway.
    cf: false,
    // Everything the worker logs goes to stderr: stdout is for the ready line.
    handleStructuredLogs: ({ message }) => console.error(message),
    workers: [
      {
        ...worker,
        name: config.name as string,
        modules: true,
        scriptPath: builtWorker,
        modulesRoot: inProject("dist"),
        // Not wrangler's: it would mix in .dev.vars, which belongs to `npm run dev`.
        bindings,
        d1Databases: databaseIds(config),
        unsafeDirectSockets: [{ host, port }],
      },
      {
        name: keeper,
        modules: true,
        script: "export default { fetch: (request) => new Response(request.body) };",
        compatibilityDate: config.compatibility_date as string,
        unsafeDirectSockets: [{ host, port: 0 }],
      },
      ...externalWorkers,
    ],
  } as V4MiniflareOptions;
}
