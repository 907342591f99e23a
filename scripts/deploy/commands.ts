// Runs the commands of `npm run setup` and `npm run deploy`, and prints each before it runs. With
// `--dry-run` it prints them and runs none. A secret goes in by stdin: arguments can be read by
// every user of the machine, and what is printed ends up in logs.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { CommandError, inProject, wranglerEnvironment } from "../lib/project.ts";

interface CommandInput {
  /** What is printed in its place. */
  readonly shownAs: string;
  /** Made only when the command runs, so that a dry run asks for nothing. */
  readonly value: () => Promise<string> | string;
}

export interface Commands {
  readonly dryRun: boolean;
  /** Prints what happens next without a command. */
  say(line: string): void;
  /** Runs it with its output on the terminal. Throws a CommandError if it fails. */
  run(command: readonly string[], input?: CommandInput): Promise<void>;
  /** Runs it and returns its output; undefined in a dry run. */
  read(command: readonly string[]): Promise<Output | undefined>;
}

interface Output {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export function createCommands(dryRun: boolean): Commands {
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const print = (command: readonly string[], input?: CommandInput) =>
    say(`$ ${command.join(" ")}${input ? ` < (${input.shownAs})` : ""}`);
  return {
    dryRun,
    say,
    async run(command, input) {
      print(command, input);
      if (dryRun) return;
      const value = await input?.value();
      const child = start(command, [value === undefined ? "ignore" : "pipe", "inherit", "inherit"]);
      // A command that ends before it has read everything is told by its exit code.
      child.stdin?.on("error", () => {});
      child.stdin?.end(value);
      const code = await ended(child, command);
      if (code !== 0) throw new CommandError(`${command.slice(0, 3).join(" ")} failed, so the rest was not done.`);
    },
    async read(command) {
      print(command);
      if (dryRun) return undefined;
      const child = start(command, ["ignore", "pipe", "pipe"]);
      const [stdout, stderr, code] = await Promise.all([
        text(child.stdout as NodeJS.ReadableStream & AsyncIterable<string>),
        text(child.stderr as NodeJS.ReadableStream & AsyncIterable<string>),
        ended(child, command),
      ]);
      return { code, stdout, stderr };
    },
  };
}

type Stdio = ["ignore" | "pipe", "inherit" | "pipe", "inherit" | "pipe"];

const start = ([name = "", ...args]: readonly string[], stdio: Stdio) =>
  spawn(name, args, {
    cwd: inProject("."),
    // With CI set, wrangler asks no questions: a "no" in the middle would leave a part undone
    // without an error.
    env: { ...process.env, ...wranglerEnvironment, CLOUDFLARE_CF_FETCH_ENABLED: "false", CI: "true" },
    stdio,
  });

async function ended(child: ReturnType<typeof start>, [name]: readonly string[]): Promise<number | null> {
  try {
    const [code] = await once(child, "close");
    return code;
  } catch {
    throw new CommandError(`${name} cannot be run. Start this with npm run, after npm ci.`);
  }
}
