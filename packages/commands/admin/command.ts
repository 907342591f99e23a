// What a command of `npm run admin -- NOUN ACTION` is, and how its arguments are read.
import { parseArgs } from "node:util";
import { inOneSentence } from "../../../scripts/lib/arguments.ts";
import { refuseFlagsOfNpm } from "../../../scripts/lib/npm-flags.ts";
import { CommandError } from "../../../scripts/lib/project.ts";
import type { TiqrManagement } from "../../client/index.js";
import type { ProgressBar } from "./progress.ts";

export type OutputRow = object;

interface Option {
  readonly type: "string" | "boolean";
  readonly multiple?: true;
  /** What stands for the value in the help, such as `REALM`. */
  readonly value?: string;
  readonly meaning: string;
  /** The values, for the completion of the shell. */
  readonly words?: readonly string[] | undefined;
}
export type Options = Readonly<Record<string, Option>>;

export const valueOption = (value: string, meaning: string, words?: readonly string[]): Option => ({
  type: "string",
  value,
  meaning,
  words,
});
export const flagOption = (meaning: string): Option => ({ type: "boolean", meaning });

export interface CommandArguments {
  readonly names: readonly string[];
  /** The first name. The arguments were read, so it is there if the command takes one. */
  readonly name: string;
  text(option: string): string | undefined;
  texts(option: string): readonly string[];
  flag(option: string): boolean;
}

export interface Context {
  readonly manage: TiqrManagement;
  readonly args: CommandArguments;
  readonly progress: ProgressBar;
  /** The command goes on, but ends with exit code 1. `why` is a line on stderr. */
  failed(why?: string): void;
}

export interface Command {
  /** A sentence for the help. */
  readonly summary: string;
  /**
   * `SERIAL`, `SERIAL...` for one or more, `[SERIAL]` for none or one; several with spaces between.
   */
  readonly names?: string;
  readonly options?: Options;
  /** The columns of the table. Without them, a table shows each key on a line of its own. */
  readonly columns?: readonly string[];
  /** Rows come one by one, without an end, so the table has no widths. */
  readonly isLive?: true;
  /** It gives out the address of the service, in a link or a QR code. */
  readonly givesAddress?: true;
  run(context: Context): AsyncIterable<OutputRow>;
}

export interface Noun {
  readonly summary: string;
  readonly actions: Readonly<Record<string, Command>>;
}

export const COMMON: Options = {
  url: valueOption("URL", "the address of a running or deployed service"),
  "key-file": valueOption("FILE", "the file with the API key for --url; without it, TIQR_API_KEY"),
  state: valueOption("DIR", "in place of --url: the folder of `npm run serve`, while no server runs on it"),
  as: valueOption("NAME", "with --state: the account in whose name; by default the first administrator"),
  json: flagOption("a line of JSON for each row, in place of a table"),
  help: flagOption("this text"),
};

/** @throws CommandError with exit code 2. `usage` is one line. */
export function readCommand(command: Command, args: readonly string[], usage: string): CommandArguments {
  const all = { ...COMMON, ...command.options };
  refuseFlagsOfNpm(all, args);
  try {
    const options = Object.fromEntries(
      Object.entries(all).map(([name, { type, multiple = false }]) => [name, { type, multiple }]),
    );
    const parsed = parseArgs({ args: args.map(escaped), allowPositionals: true, options });
    const positionals = parsed.positionals.map(unescaped);
    const values = Object.fromEntries(Object.entries(parsed.values).map(([name, value]) => [name, unescapedIn(value)]));
    if (!values.help) checkNames(command.names ?? "", positionals);
    return {
      names: positionals,
      name: positionals[0] ?? "",
      text: (option) => values[option] as string | undefined,
      texts: (option) => (values[option] as string[] | undefined) ?? [],
      flag: (option) => values[option] === true,
    };
  } catch (error) {
    throw new CommandError(`${inOneSentence((error as Error).message)} ${usage}`, 2);
  }
}

/**
 * Some ids begin with a dash, and no option has a single letter. So these are no options; no
 * argument can have a NUL.
 */
const escaped = (text: string): string => (/^-[^-]./.test(text) ? `\0${text}` : text);
const unescaped = (text: string): string => text.replace(/^\0/, "");
const unescapedIn = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(unescapedIn) : typeof value === "string" ? unescaped(value) : value;

function checkNames(form: string, names: readonly string[]): void {
  const places = form.split(" ").filter((name) => name !== "");
  const required = places.filter((name) => !name.startsWith("["));
  const missing = required[names.length];
  if (missing !== undefined) throw new Error(`${missing.replace("...", "")} is missing.`);
  if (!form.endsWith("...") && names.length > places.length) throw new Error("There are too many names.");
  if (names.includes("")) throw new Error("A name is empty.");
}
