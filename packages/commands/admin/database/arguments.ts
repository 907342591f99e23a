// The arguments of `npm run admin` (../../admin.ts), read and checked.
import { readArguments } from "../../../../scripts/lib/arguments.ts";
import { readAccountName } from "../../../../src/core/admin/accounts/account-name.ts";
import { RIGHTS } from "../../../../src/core/caller.ts";
import { unseenIn } from "../../../../src/lib/unseen.ts";
import { placeOf, placeOptions } from "../../database/database.ts";
import { keyActions } from "./signing-keys.ts";

const usage =
  "Usage: npm run admin -- add NAME [--rights a,b] [--person] [--generate] | list | password NAME [--generate] | phone NAME | remove NAME [--force] | keys list | keys rotate | client …, each with --state DIR or --remote";

/** The options of each command, besides those of the place. */
const commands = {
  add: ["rights", "person", "generate", "force"],
  list: [],
  password: ["generate", "force"],
  phone: ["force"],
  remove: ["force"],
  keys: ["force"],
} as const satisfies Record<string, readonly string[]>;

const isCommand = (word: string): word is keyof typeof commands => Object.hasOwn(commands, word);

const administrator = ["*"];

const options = {
  ...placeOptions,
  rights: { type: "string" },
  person: { type: "boolean" },
  generate: { type: "boolean" },
  force: { type: "boolean" },
} as const;

/** `args`: those of the process, unless given. */
export const readAdminArguments = (args = process.argv.slice(2)) =>
  readArguments(usage, { args, allowPositionals: true, options }, ({ values, positionals }) => {
    const [command = "", name = "", ...more] = positionals;
    if (!isCommand(command)) throw new Error(command ? `There is no command ${command}.` : "No command.");
    const takes: readonly string[] = [...Object.keys(placeOptions), ...commands[command]];
    for (const option of Object.keys(values))
      if (!takes.includes(option)) throw new Error(`${command} takes no --${option}.`);
    if (command === "keys" && !(keyActions as readonly string[]).includes(name))
      throw new Error(`keys takes one of ${keyActions.join(", ")}.`);
    const named = command !== "list";
    if (more.length > 0 || (!named && name !== "")) throw new Error("There are too many names.");
    if (named && !readAccountName(name).ok)
      throw new Error("The name must have 1 to 200 characters, none of them a control character.");
    const unseen = command === "add" ? unseenIn(name) : undefined;
    if (unseen) throw new Error(`The name has the character ${unseen}, which nobody sees.`);
    return {
      command,
      place: placeOf(values),
      /** The account's name; empty for `list`; for `keys` what to do with them. */
      name,
      rights: values.rights === undefined ? administrator : readRights(values.rights),
      isPerson: values.person === true,
      generate: values.generate === true,
      force: values.force === true,
    };
  });

function readRights(text: string): readonly string[] {
  const rights = [...new Set(text.split(/[\s,]+/).filter((right) => right !== ""))];
  const known: readonly string[] = RIGHTS;
  const all = known.join(", ");
  const unknown = rights.filter((right) => !known.includes(right));
  if (unknown.length > 0) throw new Error(`Unknown rights: ${unknown.join(", ")}. There are: ${all}.`);
  if (rights.length === 0) throw new Error(`--rights must name some of: ${all}.`);
  return rights;
}
