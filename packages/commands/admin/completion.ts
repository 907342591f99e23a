// npm run admin -- completion bash | zsh: a script that makes the command `tiqr-admin` and
// completes it, made from the same table as the help.
import { CommandError, inProject } from "../../../scripts/lib/project.ts";
import { COMMON, type Options } from "./command.ts";
import { ON_DATABASE } from "./help.ts";
import { NOUNS } from "./nouns.ts";

const words = (list: readonly string[]): string => `COMPREPLY=($(compgen -W "${list.join(" ")}" -- "$word"))`;
const dashed = (options: Options): string[] => Object.keys(options).map((name) => `--${name}`);

/**
 * What stands after an option: one of its words, or a value that only people know, where the shell
 * itself offers files.
 */
function valuesOf(options: Options): string[] {
  const all = Object.entries(options).filter(([, { type }]) => type === "string");
  const free = all.filter(([, option]) => !option.words).map(([name]) => `--${name}`);
  return [
    '      case "$before" in',
    ...all.flatMap(([name, option]) => (option.words ? [`        --${name}) ${words(option.words)}; return ;;`] : [])),
    `        ${free.join("|")}) return ;;`,
    "      esac",
  ];
}

const casesOf = (): string[] =>
  Object.entries(NOUNS).flatMap(([noun, { actions }]) => [
    `    "${noun} ") ${words(Object.keys(actions))} ;;`,
    ...Object.entries(actions).flatMap(([action, command]) => {
      const options = { ...command.options, ...COMMON };
      return [`    "${noun} ${action}")`, ...valuesOf(options), `      ${words(dashed(options))} ;;`];
    }),
  ]);

/**
 * Of the commands on the database there is only the usage: `list | rotate`, `NAME [--generate]`.
 */
const casesOnDatabase = (): string[] =>
  Object.entries(ON_DATABASE).flatMap(([command, usage]) => {
    const actions = usage.split(" | ").map((text) => text.split(" ")[0] ?? "");
    const options = [...(usage.match(/--[a-z-]+/g) ?? []), "--state", "--remote"];
    return [
      ...(actions.length > 1 ? [`    "${command} ") ${words(actions)} ;;`] : []),
      `    "${command} "*) ${words(options)} ;;`,
    ];
  });

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * zsh has bash's way to complete only on top of its own, which a new ~/.zshrc does not load.
 * Folders of others are left out.
 */
const ZSH = [
  "(( $+functions[compdef] )) || { autoload -U compinit && compinit -i; }",
  "autoload -U +X bashcompinit && bashcompinit",
];

export function completionFor(shell: string | undefined): string[] {
  if (shell !== "bash" && shell !== "zsh") throw new CommandError("Usage: npm run admin -- completion bash | zsh", 2);
  return [
    ...(shell === "zsh" ? ZSH : []),
    `tiqr-admin() { ${quoted(process.execPath)} ${quoted(inProject("packages/commands/admin.ts"))} "$@"; }`,
    "_tiqr_admin() {",
    `  local word="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" noun="" action=""`,
    `  (( COMP_CWORD > 1 )) && noun="\${COMP_WORDS[1]}"`,
    `  (( COMP_CWORD > 2 )) && action="\${COMP_WORDS[2]}"`,
    "  COMPREPLY=()",
    '  case "$before" in --key-file|--state|--file|--from) return ;; esac',
    '  case "$noun $action" in',
    `    " ") ${words([...Object.keys(NOUNS), ...Object.keys(ON_DATABASE), "completion"])} ;;`,
    ...casesOf(),
    ...casesOnDatabase(),
    '    "completion ") COMPREPLY=($(compgen -W "bash zsh" -- "$word")) ;;',
    "  esac",
    "}",
    "complete -o default -F _tiqr_admin tiqr-admin",
  ];
}
