// Paths in the project, wrangler's environment, and how these scripts report an error and exit.
import { delimiter, dirname } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Returns the absolute path of a file in the project, since scripts may be started from any folder.
 */
export const inProject = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/**
 * Wrangler would report usage, fetch a sample `request.cf`, and look for a newer version when it
 * shows its banner. These scripts stay on this machine, so all three are off. The Node that runs
 * this may not be the first on the PATH, so it is put first for the [build] command of
 * wrangler.toml.
 */
export const wranglerEnvironment = {
  WRANGLER_SEND_METRICS: "false",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  WRANGLER_HIDE_BANNER: "true",
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
};

/**
 * A problem that the person at the terminal can understand and fix. It is printed as one line,
 * without a stack.
 */
export class CommandError extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Ends the process. It prints one line for a refusal and the stack for a bug. The exit code is at
 * least `least`.
 */
export function giveUp(error: unknown, least = 1): never {
  if (error instanceof CommandError) console.error(error.message.replace(/\s*\n\s*/g, " ").trim());
  else console.error(error);
  process.exit(Math.max(least, error instanceof CommandError ? error.exitCode : 1));
}
