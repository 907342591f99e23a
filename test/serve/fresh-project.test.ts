// examples/client copied into a project that has only what `tsc --init` makes: it compiles under those options, and runs
// against the real server on this machine's Node, which may be older than the project's own.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { inProject } from "../../scripts/lib/project.ts";
import { withService } from "./with-service.ts";

const service = withService();
const tsc = inProject("node_modules/.bin/tsc");

/** The first on the PATH that no npm script has put there. */
const hostNode =
  (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"))
    .map((folder) => join(folder, "node"))
    .find((path) => existsSync(path)) ?? process.execPath;

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "fresh-test-"));
  await promisify(execFile)(tsc, ["--init"], { cwd: folder });
  cpSync(inProject("examples/client"), join(folder, "tiqr-client"), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The compiler's output for the whole folder; empty if all is well. */
const compile = (...options: string[]): Promise<string> =>
  promisify(execFile)(tsc, ["--pretty", "false", ...options], { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );

const application = (origin: string): string => `
import { logIn } from "./tiqr-client/example.js";
import { type Finalized, TiqrClient, TiqrError, type TiqrErrorCode } from "./tiqr-client/tiqr-client.js";

const tiqr = new TiqrClient({ baseUrl: "${origin}" });
console.log(await logIn(tiqr, "alice", "1234", ({ link }) => console.log(link)));
const finalized: Finalized = await tiqr.finalize({ user: "alice", transactionId: "1" });
if (!finalized.accepted) console.log(finalized.message.length > 0);
const lost: TiqrErrorCode = await new TiqrClient({ baseUrl: "http://127.0.0.1:1" })
  .trigger({ user: "alice", pin: "1234" })
  .then(() => "unavailable" as const, (error: unknown) => (error instanceof TiqrError ? error.code : "unexpected-answer"));
console.log(lost);
`;

/** Runs the application while the phone scans what it shows. Returns the lines that it writes, without the link. */
async function run(file: string, scan: (link: string) => Promise<unknown>): Promise<string[]> {
  const running = spawn(hostNode, [file], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("tiqrauth:")) await scan(line);
    else lines.push(line);
  }
  if (running.exitCode === null) await once(running, "exit");
  return lines;
}

describe("the example client in a fresh project", () => {
  it.each([
    ["of the kind that is all modules", "main.ts", "main.js", '{ "type": "module" }'],
    ["of the older kind", "main.mts", "main.mjs", '{ "type": "commonjs" }'],
    ["without a package.json", "main.mts", "main.mjs", undefined],
  ])("%s compiles and logs alice in", async (_, source, compiled, description) => {
    if (description) writeFileSync(join(folder, "package.json"), description);
    writeFileSync(join(folder, source), application(service().origin));
    expect(await compile("--noEmit", "--skipLibCheck", "false", "--noPropertyAccessFromIndexSignature")).toBe("");
    expect(await compile()).toBe("");
    const { phone, serial } = await service().enrol("alice");
    const lines = await run(compiled, (link) => phone.login(link));
    expect(lines).toEqual([`Welcome alice, logged in with ${serial}.`, "true", "network"]);
  });

  it("is held to its types", async () => {
    writeFileSync(join(folder, "main.mts"), `${application("")}\ntiqr.trigger({ user: "alice" });\n`);
    expect(await compile("--noEmit")).toMatch(/^main\.mts\(\d+,\d+\): error TS2345: .*'pin' is missing/s);
  });
});
