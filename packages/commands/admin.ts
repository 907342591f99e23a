// npm run admin -- NOUN ACTION …, with --url URL or --state DIR: through the API
// (./admin/nouns.ts). npm run admin -- add | list | password | phone | remove | keys | client …,
// with --state DIR or --remote: on the database itself.

import { refuseFlagsOfNpm } from "../../scripts/lib/npm-flags.ts";
import { CommandError, giveUp } from "../../scripts/lib/project.ts";
import { COMMON } from "./admin/command.ts";
import { completionFor } from "./admin/completion.ts";
import { helpOfAll, ON_DATABASE } from "./admin/help.ts";
import { NOUNS } from "./admin/nouns.ts";
import { plain } from "./admin/output.ts";
import { runNoun } from "./admin/run.ts";

// Libraries must not print into our output, so their log goes to stderr.
console.log = console.error;
// Exiting runs the `exit` handlers, which end the processes that were started.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.on(signal, () => process.exit(1));

// `npm run admin -- … | head` closes the pipe as soon as it has enough.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

const say = (line: string): unknown => process.stdout.write(`${line}\n`);

/** What works on a database is read when it is called: most calls go to a running service. */
async function run(): Promise<unknown> {
  const [first = "", ...rest] = process.argv.slice(2);
  const noun = Object.hasOwn(NOUNS, first) ? NOUNS[first] : undefined;
  if (noun) return runNoun(first, noun, rest);
  if (first === "completion") return completionFor(rest[0]).forEach(say);
  if (first === "import") {
    // It reads its arguments itself.
    process.argv.splice(2, 1);
    return import("./import.ts");
  }
  if (first === "help" || process.argv.includes("--help")) return helpOfAll().forEach(say);
  if (!first.startsWith("-") && !Object.hasOwn(ON_DATABASE, first)) {
    // Of `--state DIR` npm keeps `--state`, and leaves `DIR` for the command.
    refuseFlagsOfNpm(COMMON);
    throw strange(first);
  }
  if (first === "client") return (await import("./admin/database/clients.ts")).clientCommand(rest);
  return (await import("./admin/database/on-database.ts")).onAccountsAndKeys();
}

function strange(word: string): CommandError {
  const meant = Object.keys(NOUNS).find((noun) => noun === `${word}s`);
  const what = word === "" ? "No command." : `There is no command ${plain(word)}.`;
  return new CommandError(`${what}${meant ? ` Did you mean ${meant}?` : ""} npm run admin -- --help lists all.`, 2);
}

await run().catch((error) => giveUp(error));
