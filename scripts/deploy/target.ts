// Which installation `npm run setup` and `npm run deploy` are about: `production` is the top level
// of wrangler.toml, `staging` its [env.staging].
import type { Unstable_Config as Config } from "wrangler";
import { readToml } from "../state/wrangler.ts";

const TARGETS = ["production", "staging"] as const;

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

/** Whatever CLOUDFLARE_ENV says. */
export const configOf = ({ name }: DeployTarget): Config => readToml(name === "production" ? "" : name);

export const publicUrlOf = (config: Config): string => String(config.vars.PUBLIC_URL ?? "");
