// Which installation `npm run setup` and `npm run deploy` are about: `production` is the top level
// of wrangler.toml, `staging` its [env.staging].
import type { Unstable_Config as Config } from "wrangler";
import { inProject } from "../lib/project.ts";

export const TARGETS = ["production", "staging"] as const;

export interface DeployTarget {
  readonly name: (typeof TARGETS)[number];
  /**
   * Where its settings are in wrangler.toml, in front of the name of a table: empty, or
   * `env.staging.`.
   */
  readonly prefix: string;
  /** For wrangler. Without it wrangler warns that it has to guess. */
  readonly flag: string;
}

/** Throws an Error if there is no such target. */
export function deployTarget(name = "production"): DeployTarget {
  if (name === "production") return { name, prefix: "", flag: "--env=" };
  if (name === "staging") return { name, prefix: "env.staging.", flag: "--env=staging" };
  throw new Error(`--env must be ${TARGETS.join(" or ")}.`);
}

export async function configOf({ name }: DeployTarget): Promise<Config> {
  // Loading wrangler takes a second, which a mistyped option should not cost.
  const { unstable_readConfig } = await import("wrangler");
  // An empty name stands for the top level, whatever CLOUDFLARE_ENV says.
  const env = name === "production" ? "" : name;
  return unstable_readConfig({ config: inProject("wrangler.toml"), env }, { hideWarnings: true }) as Config;
}

export const publicUrlOf = (config: Config): string => String(config.vars.PUBLIC_URL ?? "");
