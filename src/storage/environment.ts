// What the Worker and its objects need of the variables, made once for each env: the settings, and
// the keys that follow from the root secrets. Only this file sees those secrets.

import { readConfig } from "../config/read-config.ts";
import type { Settings } from "../settings.ts";
import type { Keyring } from "./keys/keyring.ts";
import { loadKeyring } from "./keys/keyring-cache.ts";

export interface Environment {
  readonly settings: Settings;
  readonly keyring: Keyring;
}

const KNOWN = new WeakMap<object, Environment>();

/** Throws ConfigError when a setting is bad. */
export async function environmentOf(env: object): Promise<Environment> {
  const known = KNOWN.get(env);
  if (known) return known;
  const { masterKeys, settings } = readConfig(env);
  const environment = { settings, keyring: await loadKeyring(masterKeys) };
  KNOWN.set(env, environment);
  return environment;
}
