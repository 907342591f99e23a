// Runs a command that works through the API: `npm run admin -- NOUN ACTION …`.
import { CommandError } from "../../../scripts/lib/project.ts";
import { TiqrError } from "../../client/index.js";
import { plain, writeLine } from "../program.ts";
import { type Command, type Noun, readCommand } from "./command.ts";
import { connect } from "./connection.ts";
import { helpOfCommand, helpOfNoun, usageOf } from "./help.ts";
import { print } from "./output.ts";
import { createProgress } from "./progress.ts";
import { UsageError } from "./rows.ts";

export async function runNoun(name: string, noun: Noun, words: readonly string[]): Promise<void> {
  const [action = "", ...rest] = words;
  const command = Object.hasOwn(noun.actions, action) ? noun.actions[action] : undefined;
  if (command) return runCommand(name, action, command, rest);
  if (words.includes("--help")) return helpOfNoun(name, noun).forEach(writeLine);
  const actions = Object.keys(noun.actions).join(", ");
  const what = action ? `${name} has no ${plain(action)}.` : `${name} needs an action.`;
  throw new CommandError(`${what} There are: ${actions}. Usage: npm run admin -- ${name} ACTION [names] [options]`, 2);
}

async function runCommand(noun: string, action: string, command: Command, words: readonly string[]): Promise<void> {
  const usage = usageOf(noun, action, command);
  const args = readCommand(command, words, usage);
  if (args.flag("help")) return helpOfCommand(noun, action, command).forEach(writeLine);
  const progress = createProgress(process.stderr);
  try {
    const { manage, close } = await connect(args, command.givesAddress === true);
    try {
      const failed = (why?: string) => {
        process.exitCode = 1;
        progress.clear();
        if (why !== undefined) process.stderr.write(`${plain(why)}\n`);
      };
      const rows = command.run({ manage, args, progress, failed });
      await print(rows, command, { json: args.flag("json"), write: writeLine, progress });
    } finally {
      await close();
    }
  } catch (error) {
    progress.clear();
    throw refusalOf(error, usage);
  }
}

function refusalOf(error: unknown, usage: string): unknown {
  if (error instanceof UsageError) return new CommandError(`${error.message} ${usage}`, 2);
  if (!(error instanceof TiqrError)) return error;
  const why = error.reason ?? causeOf(error);
  return new CommandError(plain(`${error.message}${why ? ` (${why})` : ""}`), error.code === "refused" ? 1 : 3);
}

/**
 * Below the `fetch failed` of Node is what has happened, such as a certificate that nobody knows.
 */
function causeOf({ code, cause }: TiqrError): string | undefined {
  if (code !== "network") return undefined;
  let deepest = cause;
  while (deepest instanceof Error && deepest.cause instanceof Error) deepest = deepest.cause;
  if (!(deepest instanceof Error)) return undefined;
  return deepest.message || (deepest as NodeJS.ErrnoException).code;
}
