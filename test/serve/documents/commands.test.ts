// Each command of docs/first-deployment.md exists and is spelled right, though nobody can run all
// of them here: our own say so by their tables and their usage, wrangler by its help.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readCommand } from "../../../packages/commands/admin/command.ts";
import { ON_DATABASE } from "../../../packages/commands/admin/help.ts";
import { NOUNS } from "../../../packages/commands/admin/nouns.ts";
import { inProject } from "../../../scripts/lib/project.ts";

const document = readFileSync(inProject("docs/first-deployment.md"), "utf8");
const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8"));

/** Lines of blocks, and code within sentences. */
const code = [...document.matchAll(/^(n[^\n`]+)$(?=[\s\S]*?^```$)|`(np[mx] [^`]+)`/gm)].map(
  ([, line, inline]) => line ?? inline ?? "",
);
const beginning = (words: string): string[][] =>
  [...new Set(code.filter((command) => command.startsWith(words)).map((command) => command.slice(words.length)))].map(
    (rest) => rest.match(/"[^"]*"|\S+/g) ?? [],
  );

it("has commands of each kind", () => {
  for (const words of ["npx wrangler ", "npm run admin -- ", "npm run setup -- ", "npm run verify:deployment -- "])
    expect([words, beginning(words).length > 0]).toEqual([words, true]);
});

const OURS = beginning("npm run admin -- ");
it.each(OURS.map((words) => [words.join(" "), words] as const))("npm run admin -- %s", (_, [first = "", ...rest]) => {
  const noun = Object.hasOwn(NOUNS, first) ? NOUNS[first] : undefined;
  if (!noun) return expect(Object.keys(ON_DATABASE)).toContain(first);
  const [action = "", ...args] = rest;
  expect(Object.keys(noun.actions)).toContain(action);
  const command = noun.actions[action];
  // It throws for an option that is unknown, and for a name that is missing or too much.
  if (command) readCommand(command, args, "");
});

const help = (...command: string[]): string => {
  const { stdout, stderr } = spawnSync(process.execPath, command, { cwd: inProject("."), encoding: "utf8" });
  return stdout + stderr;
};
const optionsOf = (words: readonly string[]): string[] => words.filter((word) => word.startsWith("--"));

describe("npm run", () => {
  it.each(["setup", "deploy", "verify:deployment"])("%s has each option that is given to it", (name) => {
    const [, program = ""] = /^exec node (\S+)$/.exec(scripts[name]) ?? [];
    const usage = help(inProject(program), "--help");
    for (const option of beginning(`npm run ${name} -- `).flatMap(optionsOf)) expect(usage).toContain(`[${option}`);
  });
});

const WRANGLER = beginning("npx wrangler ");
const GROUPS = ["d1", "secret", "versions", "r2 bucket", "r2 bucket lock"];

it("npx wrangler: each command and option is in its help", { timeout: 300_000 }, () => {
  const ofWrangler = (...words: string[]) => help("node_modules/wrangler/bin/wrangler.js", ...words, "--help");
  const lists = new Map(
    [ofWrangler(), ...GROUPS.map((group) => ofWrangler(...group.split(" ")))].map((text, at) => [GROUPS[at - 1], text]),
  );
  for (const words of WRANGLER) {
    const group = GROUPS.findLast((each) => words.join(" ").startsWith(`${each} `));
    const command = words.slice(0, (group?.split(" ").length ?? 0) + 1).join(" ");
    expect(lists.get(group)).toMatch(new RegExp(`^ *wrangler ${command}\\b`, "m"));
    const options = optionsOf(words);
    const told = options.length > 0 ? ofWrangler(...command.split(" ")) : "";
    for (const option of options) expect(told).toContain(`${option} `);
  }
});
