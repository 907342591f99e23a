// `npm run admin -- completion`: what bash is offered, and what a zsh that someone types into makes
// of it.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../../../test/serve/support/temporary-folder.ts";
import { completionFor } from "../../../admin/completion.ts";

const folder = temporaryFolder();

function written(shell: "bash" | "zsh"): string {
  const file = join(folder(), `completion.${shell}`);
  writeFileSync(file, `${completionFor(shell).join("\n")}\n`);
  return file;
}

/** What bash offers for these words, of which the last is being typed. */
function offered(...words: string[]): string[] {
  const typed = ["tiqr-admin", ...words].map((word) => `'${word}'`).join(" ");
  const script = `source ${written("bash")}; COMP_WORDS=(${typed}); COMP_CWORD=${words.length}; _tiqr_admin; echo "\${COMPREPLY[@]}"`;
  const { stdout, stderr } = spawnSync("bash", ["-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  return stdout.trim().split(" ");
}

describe("the completion for bash", () => {
  it.each([
    [["to"], ["tokens"]],
    [
      ["tokens", "un"],
      ["unassign", "unlock"],
    ],
    [
      ["tokens", "list", "--re"],
      ["--realm", "--revoked"],
    ],
    [
      ["tokens", "list", "--active", ""],
      ["true", "false"],
    ],
    [["links", "make", "ann", "--pin", "c"], ["choose"]],
    [["completion", "z"], ["zsh"]],
    [["tokens", "list", "--key-file", ""], [""]],
    [["tokens", "list", "--realm", ""], [""]],
    [
      ["keys", ""],
      ["list", "rotate"],
    ],
    [["add", "portal", "--g"], ["--generate"]],
    [["client", "add", "wiki", "--red"], ["--redirect"]],
    [["list", "--r"], ["--remote"]],
  ])("of %j is %j", (words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });
});

/**
 * Types each line into a zsh of its own, with a tab and Enter. Each is answered by what
 * `tiqr-admin` would have been called with.
 */
function typedIntoZsh(before: string, lines: readonly string[]): string[] {
  const script = `
zmodload zsh/zpty
zpty zsh zsh -f -i
zpty -w zsh 'PS1= RPS1= ; ${before}; source ${written("zsh")}; tiqr-admin() { print -r -- "<$*>"; }; print "<"loaded">"'
zpty -r zsh out '*<loaded>*'
print -r -- "$out" >&2
for line in "$@"; do
  zpty -w -n zsh "tiqr-admin $line"$'\\t\\n'
  zpty -r zsh out '*<*>*' && print -r -- "\${\${out##*<}%%>*}"
done
zpty -d zsh
`;
  const env = { ...process.env, HOME: folder(), ZDOTDIR: folder(), TERM: "dumb" };
  const { stdout, stderr } = spawnSync("zsh", ["-f", "-c", script, "zsh", ...lines], { encoding: "utf8", env });
  expect(stderr).not.toContain("command not found");
  return stdout.trimEnd().split("\n");
}

const hasZsh = spawnSync("zsh", ["--version"]).status === 0;
describe.skipIf(!hasZsh)(`the completion for zsh${hasZsh ? "" : ", which is not installed here"}`, () => {
  it.each([
    ["that has no completion of its own yet", ":"],
    ["that has", "autoload -U compinit; compinit -i"],
  ])("completes in a zsh %s", (_, before) => {
    const lines = {
      to: "tokens",
      "tokens unl": "tokens unlock",
      "tokens list --rev": "tokens list --revoked",
      "tokens list --active t": "tokens list --active true",
      "links make ann --pin c": "links make ann --pin choose",
      "completion z": "completion zsh",
      "keys r": "keys rotate",
      "add portal --g": "add portal --generate",
    };
    expect(typedIntoZsh(before, Object.keys(lines))).toEqual(Object.values(lines));
  });
});
