// The settings of the service whose database a command works on, read and checked by the service's own code.
import { unstable_getVarsForDev } from "wrangler";
import { ConfigError, readConfig, type Config as ServiceConfig } from "../../src/config/read-config.ts";
import type { Place } from "./database.ts";
import { withMasterKey } from "./master-key.ts";
import { inProject, Refusal } from "./project.ts";
import { readConfig as readWranglerConfig, settings } from "./worker-options.ts";

/** Where PUBLIC_URL is not given. Most commands send nobody anywhere, so any address will do. */
export const anyOrigin = "http://127.0.0.1";

/**
 * From the environment, then wrangler.toml; for the local database first from .dev.vars, as `npm run dev` does, and for a state
 * folder with the key that `npm run serve` made in it, if none is given.
 */
export function readServiceConfig(place: Place): ServiceConfig {
  const env = environmentOf(place);
  try {
    return readConfig(settings(readWranglerConfig(), anyOrigin, env));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const advice = error.message.startsWith("MASTER_KEY ")
      ? " Give the key that the service has, in the environment."
      : "";
    throw new Refusal(`${error.message}.${advice}`);
  }
}

function environmentOf(place: Place): NodeJS.ProcessEnv {
  if (place.kind === "state") return withMasterKey(place.folder, process.env);
  return { ...process.env, ...(place.kind === "local" ? devVars() : {}) };
}

function devVars(): Record<string, string> {
  const found = unstable_getVarsForDev(inProject("wrangler.toml"), undefined, {}, undefined, true);
  return Object.fromEntries(Object.entries(found).map(([name, { value }]) => [name, String(value)]));
}
