// Runs a command to its end and returns what it writes.
import { execFile } from "node:child_process";
import { basename, delimiter, dirname } from "node:path";
import { promisify } from "node:util";
import { CommandError, inProject } from "../lib/project.ts";

/**
 * An npm script puts npm's settings into the environment, where they would count before those of
 * another folder; and the Node of this project comes first on the PATH.
 */
export const plainEnvironment: Readonly<NodeJS.ProcessEnv> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.toLowerCase().startsWith("npm_"))),
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH ?? ""}`,
};

/** @throws CommandError with what the command has said, if it fails. */
export async function outputOf(
  command: readonly string[],
  cwd = inProject("."),
  more: Readonly<NodeJS.ProcessEnv> = {},
): Promise<string> {
  const [name = "", ...args] = command;
  try {
    const env = { ...plainEnvironment, ...more };
    return (await promisify(execFile)(name, args, { cwd, env, maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    const { stderr, stdout, message } = error as Error & { stderr?: string; stdout?: string };
    const failed = `${[basename(name), ...args].join(" ")} failed`;
    const output = (stderr || stdout || message).trim();
    if (!output.includes("\n")) throw new CommandError(`${failed}: ${output}`);
    console.error(`${stdout ?? ""}${stderr ?? ""}`.trim());
    throw new CommandError(`${failed}; what it said is above.`);
  }
}
