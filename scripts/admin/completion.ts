// npm run admin -- completion bash | zsh: a script that makes the command `tiqr-admin` and completes it, made from the same table as
// the help.
import { inProject, Refusal } from "../lib/project.ts";
import { COMMON, type Options } from "./command.ts";
import { ON_DATABASE } from "./help.ts";
import { NOUNS } from "./nouns.ts";

const words = (list: readonly string[]): string => `COMPREPLY=($(compgen -W "${list.join(" ")}" -- "$word"))`;
const dashed = (options: Options): string[] => Object.keys(options).map((name) => `--${name}`);

/** A value that is one of a few. Files are completed by the shell itself. */
const valuesOf = (options: Options): string[] =>
  Object.entries(options).flatMap(([name, option]) =>
    option.words ? [`        --${name}) ${words(option.words)}; return ;;`] : [],
  );

function casesOf(): string[] {
  return Object.entries(NOUNS).flatMap(([noun, { actions }]) => [
    `    "${noun} ") ${words(Object.keys(actions))} ;;`,
    ...Object.entries(actions).flatMap(([action, { options = {} }]) => [
      `    "${noun} ${action}")`,
      ...(valuesOf(options).length > 0 ? ['      case "$before" in', ...valuesOf(options), "      esac"] : []),
      `      ${words([...dashed(options), ...dashed(COMMON)])} ;;`,
    ]),
  ]);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

export function completionFor(shell: string | undefined): string[] {
  if (shell !== "bash" && shell !== "zsh") throw new Refusal("Usage: npm run admin -- completion bash | zsh", 2);
  return [
    ...(shell === "zsh" ? ["autoload -U +X bashcompinit && bashcompinit"] : []),
    `tiqr-admin() { ${quoted(process.execPath)} ${quoted(inProject("scripts/admin.ts"))} "$@"; }`,
    "_tiqr_admin() {",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
    '  local word="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD-1]}" noun="" action=""',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
    '  (( COMP_CWORD > 1 )) && noun="${COMP_WORDS[1]}"',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's own
    '  (( COMP_CWORD > 2 )) && action="${COMP_WORDS[2]}"',
    "  COMPREPLY=()",
    '  case "$before" in --key-file|--state|--file) return ;; esac',
    '  case "$noun $action" in',
    `    " ") ${words([...Object.keys(NOUNS), ...Object.keys(ON_DATABASE), "completion"])} ;;`,
    ...casesOf(),
    '    "completion ") COMPREPLY=($(compgen -W "bash zsh" -- "$word")) ;;',
    "  esac",
    "}",
    "complete -o default -F _tiqr_admin tiqr-admin",
  ];
}
