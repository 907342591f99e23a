// The blocks of `sh` in the documents, in order, each with the output that the document shows below
// it, and the way to run it.
import { globSync, readFileSync } from "node:fs";
import { inProject } from "../../../scripts/lib/project.ts";

export interface Block {
  /** Its place, such as `docs/audit.md:12`. */
  readonly where: string;
  readonly commands: readonly string[];
  /** The lines of the plain block right below it; undefined if there is none. */
  readonly shown: readonly string[] | undefined;
}

export const DOCUMENTS: readonly string[] = globSync(
  ["*.md", "docs/**/*.md", "examples/**/*.md", "packages/**/*.md", "test/**/*.md"],
  {
    cwd: inProject("."),
  },
).sort();

/**
 * A fence, its text and, after a blank line, the output. A fence in a list is indented, and so is
 * all its text.
 */
const BLOCK = /^([ ]*)```sh\n([\s\S]*?)^[ ]*```\n(?:\n```\n([\s\S]*?)^```$)?/gm;

export function codeBlocksOf(document: string): readonly Block[] {
  const text = readFileSync(inProject(document), "utf8");
  return [...text.matchAll(BLOCK)].map(({ 1: indent = "", 2: commands = "", 3: shown, index }) => ({
    where: `${document}:${text.slice(0, index).split("\n").length}`,
    commands: linesOf(commands).map((line) => (line.startsWith(indent) ? line.slice(indent.length) : line)),
    shown: shown === undefined ? undefined : linesOf(shown),
  }));
}

const linesOf = (text: string): string[] => text.replace(/\n$/, "").split("\n");

/**
 * Whether its first line says that it needs something that no test has, such as `# needs a
 * Cloudflare account`.
 */
export const isMarked = ({ commands: [first = ""] }: Block): boolean => /^# needs \w/.test(first);

const ci = readFileSync(inProject(".ci/run"), "utf8");
const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as { scripts: Record<string, string> };

/** Whether `.ci/run` has the command itself, or every command of the npm script that it names. */
export function isRunByCi(command: string): boolean {
  if (command.includes(" && ")) return command.split(" && ").every(isRunByCi);
  if (ci.split(/\n| && /).includes(command)) return true;
  const script = /^npm run (\S+)$/.exec(command)?.[1];
  return script !== undefined && / && |^npm /.test(scripts[script] ?? "") && isRunByCi(scripts[script] ?? "");
}

/**
 * Leaves out the commands that CI runs first: the walk must not install again the packages that it
 * uses.
 */
function withoutCi(command: string): string {
  const parts = command.split(" && ");
  const first = parts.findIndex((part) => !isRunByCi(part));
  return first < 0 ? "" : parts.slice(first).join(" && ");
}

/** The commands that the walk runs, by block: those that are neither marked nor run by CI. */
export function runnable(document: string): readonly Block[] {
  return codeBlocksOf(document)
    .filter((block) => !isMarked(block))
    .map((block) => ({ ...block, commands: block.commands.map(withoutCi).filter((command) => command !== "") }))
    .filter(({ commands }) => commands.length > 0);
}

export const asksTheService = ({ commands }: Block): boolean => /^curl -s "?\$S\//.test(commands[0] ?? "");
export const worksOnTheFolder = ({ commands }: Block): boolean =>
  commands.every((command) => /^npm run -s .* --state \$DIR\/state$/.test(command));
