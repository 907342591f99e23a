// Flags in front of `--` never reach a command, because npm keeps them. Then it must do nothing.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

const folder = mkdtempSync(join(tmpdir(), "npm-flags-"));
afterAll(() => rmSync(folder, { recursive: true }));

function npmRun(words: string, env: Record<string, string> = {}) {
  const args = ["run", "-s", "--loglevel=silent", ...words.split(" ")];
  const options = { cwd: inProject("."), encoding: "utf8", input: "", env: { ...process.env, ...env } } as const;
  const { status, stderr } = spawnSync("npm", args, options);
  return { status, stderr: stderr.trim() };
}

/** Nobody is there to ask, and no service is named, so that each would end with such a line. */
const WITHOUT_FLAGS = { setup: /^Give --name/, users: /^Give --url/ };

describe("npm run", { timeout: 120_000 }, () => {
  it.each([
    ["setup --dry-run", "npm run setup -- --dry-run"],
    ["release --dry-run --skip test", "npm run release -- --dry-run --skip …"],
    ["serve --port 0 --state anywhere", "npm run serve -- --port … --state …"],
    ["admin --url https://login.example.org users list", "npm run admin -- --url …"],
    ["admin users list --json", "npm run admin -- --json"],
    ["import a-file --apply", "npm run import -- --apply"],
    ["rekey --remote", "npm run rekey -- --remote"],
    ["verify:deployment https://login.example.org --events", "npm run verify:deployment -- --events"],
    ["phone login tiqrauth://a --wrong", "npm run phone -- --wrong"],
  ])("refuses %s in one line, which says how it is written", (words, better) => {
    const { status, stderr } = npmRun(words);
    expect(status).toBe(2);
    expect(stderr.split("\n")).toEqual([expect.stringContaining(`\`${better}\``)]);
  });

  it("hands on what stands after --", () => {
    expect(npmRun("setup -- --dry-run").stderr).toMatch(WITHOUT_FLAGS.setup);
  });

  it("takes nothing in a file or the environment of npm for a flag", () => {
    const file = join(folder, "npmrc");
    writeFileSync(file, "json=true\n");
    expect(npmRun("admin users list", { npm_config_userconfig: file }).stderr).toMatch(WITHOUT_FLAGS.users);
    if (process.platform !== "linux") return;
    expect(npmRun("admin users list", { npm_config_json: "true" }).stderr).toMatch(WITHOUT_FLAGS.users);
  });
});
