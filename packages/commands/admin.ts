// npm run admin -- NOUN ACTION …, with --url URL or --state DIR: through the API
// (./admin/nouns.ts). npm run admin -- add | list | password | phone | remove | keys | client …,
// with --state DIR or --remote: on the database itself.
import { refuseFlagsOfNpm } from "../../scripts/lib/npm-flags.ts";
import { CommandError } from "../../scripts/lib/project.ts";
import { COMMON } from "./admin/command.ts";
import { completionFor } from "./admin/completion.ts";
import { helpOfAll, ON_DATABASE } from "./admin/help.ts";
import { NOUNS } from "./admin/nouns.ts";
import { runNoun } from "./admin/run.ts";
import { plain, runProgram, writeLine } from "./program.ts";

// `npm run admin -- … | head` closes the pipe as soon as it has enough.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

/** What works on a database is read when it is called: most calls go to a running service. */
async function run(): Promise<unknown> {
  const [first = "", ...rest] = process.argv.slice(2);
  const noun = Object.hasOwn(NOUNS, first) ? NOUNS[first] : undefined;
  if (noun) return runNoun(first, noun, rest);
  // For scripts, in which it stands for "may this go on?".
  if (first === "confirm" && NOUNS.users) return runNoun("users", NOUNS.users, [first, ...rest]);
  if (first === "completion") return completionFor(rest[0]).forEach(writeLine);
  if (first === "import") {
    // It reads its arguments itself.
    process.argv.splice(2, 1);
    return import("./import.ts");
  }
  if (first === "help" || process.argv.includes("--help")) return helpOfAll().forEach(writeLine);
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

await runProgram(run);
