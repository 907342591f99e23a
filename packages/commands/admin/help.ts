// What --help says: of the whole, of a noun, of a command.
import { COMMON, type Command, type Noun, type Options } from "./command.ts";
import { NOUNS } from "./nouns.ts";

const START = "npm run admin --";

/** The commands that work on the database itself, so they help even when no one can sign in. */
export const ON_DATABASE: Readonly<Record<string, string>> = {
  add: "NAME [--rights a,b] [--person] [--generate]",
  list: "",
  password: "NAME [--generate]",
  phone: "NAME",
  remove: "NAME [--force]",
  keys: "list | rotate",
  client: "add NAME --redirect URI … | list | show ID | rotate ID | remove ID",
  import: "FILE --from FORMAT …, as npm run import",
};

export const usageOf = (noun: string, action: string, { names }: Command): string =>
  `Usage: ${START} ${noun} ${action}${names ? ` ${names}` : ""} [options]`;

function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}

const optionRows = (options: Options) =>
  Object.entries(options).map(
    ([name, { value, meaning, words }]) =>
      [`--${name}${value ? ` ${value}` : ""}`, words ? `${meaning} (${words.join(", ")})` : meaning] as const,
  );

export function helpOfAll(): string[] {
  const nouns = Object.entries(NOUNS).map(([name, { summary }]) => [name, summary] as const);
  return [
    `Usage: ${START} NOUN ACTION [names] [options]`,
    "",
    "At a running or deployed service (--url), or in a folder (--state):",
    ...table(nouns),
    "",
    "On the database itself (--state DIR, --remote, or that of npm run dev):",
    ...table(Object.entries(ON_DATABASE)),
    "",
    "For the shell:",
    ...table([["completion", "bash | zsh"]]),
    "",
    `${START} NOUN --help lists the actions, ${START} NOUN ACTION --help the options.`,
    "Exit codes: 0 done; 1 refused, or not all was done; 2 wrong arguments; 3 no answer from the service.",
  ];
}

export function helpOfNoun(name: string, { summary, actions }: Noun): string[] {
  const rows = Object.entries(actions).map(
    ([action, { names, summary }]) => [`${action}${names ? ` ${names}` : ""}`, summary] as const,
  );
  return [`Usage: ${START} ${name} ACTION [names] [options]: ${summary}`, "", ...table(rows)];
}

export function helpOfCommand(noun: string, action: string, command: Command): string[] {
  const own = command.options ? [...table(optionRows(command.options)), ""] : [];
  return [usageOf(noun, action, command), "", command.summary, "", ...own, ...table(optionRows(COMMON))];
}
