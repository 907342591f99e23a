// The arguments of a command. Each command reads them here, so that all of them answer `--help`,
// and refuse what they do not know with one line that ends with their usage.
import { type ParseArgsConfig, parseArgs } from "node:util";
import { refuseFlagsOfNpm } from "./npm-flags.ts";
import { CommandError, giveUp } from "./project.ts";

/**
 * Gives what `read` makes of the arguments of the process, or of `config.args`. `--help` prints the
 * usage, a line that begins with "Usage: ", and ends the process.
 * @throws CommandError with this exit code for an argument that is unknown, and for each Error that
 * `read` throws. With exit code 2 for one that npm has kept.
 */
export function readArguments<const Config extends ParseArgsConfig, Read>(
  usage: string,
  config: Config,
  read: (parsed: ReturnType<typeof parseArgs<Config>>) => Read,
  exitCode = 2,
): Read {
  const args = config.args ?? process.argv.slice(2);
  if (args.includes("--help")) {
    process.stdout.write(`${usage}\n`);
    process.exit();
  }
  refuseFlagsOfNpm(config.options ?? {}, args);
  try {
    return read(parseArgs(config));
  } catch (error) {
    throw new CommandError(`${inOneSentence((error as Error).message)} ${usage}`, exitCode);
  }
}

/** The same at the top of a program: what is refused ends the process. */
export const argumentsOrEnd: typeof readArguments = (...rest) => {
  try {
    return readArguments(...rest);
  } catch (error) {
    giveUp(error);
  }
};

/** For a command without arguments. */
export const noArguments = (command: string): void => argumentsOrEnd(`Usage: npm run ${command}`, {}, () => {});

/** Reads a whole number of at least 1. */
export function countIn(option: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`${option} must be a whole number from 1 on.`);
  return Number(text);
}

/** The one file that the command is given. */
export function fileIn([file, ...more]: readonly string[]): string {
  if (file === undefined || more.length > 0) throw new Error("One FILE is needed.");
  return file;
}

/** Reads the number of a port; 0 stands for any that is free. */
export function portIn(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw new Error("--port must be a number from 0 to 65535.");
  return Number(text);
}

/**
 * Node goes on to explain how an argument could begin with a dash, which none here does, and leaves
 * the full stop out.
 */
export const inOneSentence = (message: string): string => `${message.split(". To specify")[0]}`.replace(/\.?$/, ".");
