// Reads the settings of the service whose database a command uses, with the service's own checks.
import { CommandError, inProject } from "../../../scripts/lib/project.ts";
import { withMasterKey } from "../../../scripts/state/master-key.ts";
import { readWranglerToml as readWranglerConfig, settings } from "../../../scripts/state/worker-options.ts";
import { loadWrangler } from "../../../scripts/state/wrangler.ts";
import { ConfigError, readConfig, type Config as ServiceConfig } from "../../../src/config/read-config.ts";
import { loadKeyring } from "../../../src/storage/keys/keyring-cache.ts";
import type { DatabasePlace } from "./database.ts";

/**
 * Stands in for a PUBLIC_URL that is not given. Most commands make no links, so any address will
 * do.
 */
export const anyOrigin = "http://127.0.0.1";

/**
 * Takes each setting from the environment, else from wrangler.toml. For the local database
 * .dev.vars comes first, as with `npm run dev`. For a state folder, the key that `npm run serve`
 * made in it is used if none is given.
 */
function readServiceConfig(place: DatabasePlace): ServiceConfig {
  const env = environmentOf(place);
  try {
    return readConfig(settings(readWranglerConfig(), anyOrigin, env));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    const advice = error.variable === "MASTER_KEY" ? " Give the key that the service has, in the environment." : "";
    throw new CommandError(`${error.message}.${advice}`);
  }
}

/** The settings and the keys of a service whose database a command uses. */
export async function readService(place: DatabasePlace) {
  const { settings, masterKeys } = readServiceConfig(place);
  return { settings, keyring: await loadKeyring(masterKeys) };
}

function environmentOf(place: DatabasePlace): NodeJS.ProcessEnv {
  if (place.kind === "state") return withMasterKey(place.folder, process.env);
  return { ...process.env, ...(place.kind === "local" ? devVars() : {}) };
}

function devVars(): Record<string, string> {
  const vars = loadWrangler().unstable_getVarsForDev(inProject("wrangler.toml"), undefined, {}, undefined, true);
  return Object.fromEntries(Object.entries(vars).map(([name, { value }]) => [name, String(value)]));
}
