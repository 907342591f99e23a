// Every command of package.json that is a program of ours tells how it is used, and refuses what it
// does not know.
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";

const { scripts } = JSON.parse(readFileSync(inProject("package.json"), "utf8")) as {
  readonly scripts: Readonly<Record<string, string>>;
};
/** Nobody starts it with arguments: it is the [build] of wrangler.toml. */
const LEFT_OUT = "build:pages";
const COMMANDS = Object.entries(scripts).flatMap(([name, text]) => {
  const [, program] = /^exec node (\S+\.ts)$/.exec(text) ?? [];
  return program && name !== LEFT_OUT ? [[name, program] as const] : [];
});

function run(program: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [inProject(program), ...args], {
    cwd: inProject("."),
    encoding: "utf8",
    input: "",
  });
  return { status, stdout, stderr };
}

describe.each(COMMANDS)("npm run %s", (name, program) => {
  it("tells how it is used, and does nothing else", () => {
    const { status, stdout, stderr } = run(program, "--help");
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage:/);
    expect(stdout).toContain(`npm run ${name}`);
  });

  it("refuses an option that it does not have, with its usage", () => {
    const { status, stdout, stderr } = run(program, "--no-such-option");
    expect({ status: status !== 0, stdout }).toEqual({ status: true, stdout: "" });
    expect(stderr).toMatch(/^(phone: )?Unknown option '--no-such-option'[\s\S]* *npm run /);
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

it("finds the commands", () => {
  expect(COMMANDS.length).toBeGreaterThan(15);
});
