// Where things are, and the one way in which these scripts give up.
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/** Absolute path of something in the project, which may be started from any folder. */
export const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Keeps wrangler from reporting usage, from fetching a sample `request.cf`, and, with its banner, from asking whether there is
 * a newer wrangler: these scripts stay on this machine.
 * The [build] command of wrangler.toml gets the Node that runs this, which may not be the first on the PATH.
 */
export const wranglerEnvironment = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
};

/** Something the person at the terminal can understand and mend: told in one line, without a stack. */
export class Refusal extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Ends the process: one line for a refusal, everything known for a bug. Its exit code is not below `least`. */
export function giveUp(error: unknown, least = 1): never {
  if (error instanceof Refusal) console.error(error.message.replace(/\s*\n\s*/g, " ").trim());
  else console.error(error);
  process.exit(Math.max(least, error instanceof Refusal ? error.exitCode : 1));
}
