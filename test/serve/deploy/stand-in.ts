// A copy of the project's scripts and wrangler.toml, with commands in front of the real ones on the
// PATH that only note how they were called. What Cloudflare would answer is written beside them.
import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { inProject } from "../../../scripts/lib/project.ts";
import type { CommandResult } from "../support/state.ts";

export interface NotedCall {
  readonly command: string;
  readonly stdin: string;
}

const STAND_IN = `#!${process.execPath}
const { appendFileSync, existsSync, fstatSync, readFileSync } = require("node:fs");
const { basename, join } = require("node:path");
const name = basename(process.argv[1]);
const args = process.argv.slice(2);
const kind = fstatSync(0);
const stdin = kind.isFIFO() || kind.isSocket() ? readFileSync(0, "utf8") : "";
appendFileSync(join(__dirname, "calls.jsonl"), JSON.stringify({ command: [name, ...args].join(" "), stdin }) + "\\n");
const file = join(__dirname, "answers.json");
const answers = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
const found = Object.entries(answers).find(([begin]) => [name, ...args].join(" ").startsWith(begin));
const { code = 0, stdout = "", stderr = "" } = found?.[1] ?? {};
process.stdout.write(stdout);
process.stderr.write(stderr);
process.exitCode = code;
`;

export class StandIn {
  readonly folder = mkdtempSync(join(tmpdir(), "deploy-test-"));
  readonly #bin = join(this.folder, "bin");

  constructor() {
    for (const path of ["scripts", "src", "wrangler.toml", "package.json"])
      cpSync(inProject(path), join(this.folder, path), { recursive: true });
    symlinkSync(inProject("node_modules"), join(this.folder, "node_modules"));
    mkdirSync(this.#bin);
    // The project is all modules; these commands are none.
    writeFileSync(join(this.#bin, "package.json"), '{ "type": "commonjs" }');
    for (const name of ["wrangler", "npm", "git"]) writeFileSync(join(this.#bin, name), STAND_IN, { mode: 0o755 });
  }

  /** What the commands that begin so answer; all others succeed without a word. */
  answer(answers: Record<string, { code?: number; stdout?: string; stderr?: string }>): void {
    writeFileSync(join(this.#bin, "answers.json"), JSON.stringify(answers));
  }

  read = (path: string): string => readFileSync(join(this.folder, path), "utf8");
  has = (path: string): boolean => existsSync(join(this.folder, path));
  write = (path: string, text: string): void => writeFileSync(join(this.folder, path), text);

  /** All calls so far, in order. */
  calls(): readonly NotedCall[] {
    const file = join(this.#bin, "calls.jsonl");
    return existsSync(file)
      ? readFileSync(file, "utf8")
          .trim()
          .split("\n")
          .map((line) => JSON.parse(line))
      : [];
  }

  run(script: string, args: readonly string[], stdin = "", env: Record<string, string> = {}): Promise<CommandResult> {
    return new Promise((resolve) => {
      const PATH = `${this.#bin}${delimiter}${process.env.PATH}`;
      const child = execFile(
        process.execPath,
        [join(this.folder, `scripts/${script}.ts`), ...args],
        { env: { ...process.env, WORKERS_CI: "", ...env, PATH }, timeout: 240_000 },
        (error, stdout, stderr) => resolve({ code: error ? Number(error.code) : 0, stdout, stderr }),
      );
      child.stdin?.on("error", () => {});
      child.stdin?.end(stdin);
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
