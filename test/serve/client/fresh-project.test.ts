// packages/client, packed and installed into a project that has only what `tsc --init` makes: it
// compiles under those options, and runs against the real server on this machine's Node, which may
// be older than the project's own.
import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { inProject } from "../../../scripts/lib/project.ts";
import { withService } from "../support/with-service.ts";
import { hostNode, withPackedClient } from "./packed.ts";

const service = withService();
const packed = withPackedClient();
const tsc = inProject("node_modules/.bin/tsc");

/** A project with the client and its example beside it. */
async function typeScriptProject(description: object): Promise<string> {
  const folder = await packed().freshProject(description);
  await promisify(execFile)(tsc, ["--init"], { cwd: folder });
  copyFileSync(inProject("packages/client/example.ts"), join(folder, "example.mts"));
  // The README shows the management, too.
  const shown = readFileSync(inProject("packages/client/README.md"), "utf8").matchAll(
    /^```ts\n(import[\s\S]*?)^```$/gm,
  );
  for (const [at, [, text = ""]] of [...shown].entries()) writeFileSync(join(folder, `shown-${at}.mts`), text);
  return folder;
}

/** The compiler's output for the whole folder; empty if all is well. */
const compile = (folder: string, ...options: string[]): Promise<string> =>
  promisify(execFile)(tsc, ["--pretty", "false", ...options], { cwd: folder }).then(
    ({ stdout }) => stdout,
    ({ stdout }) => stdout,
  );

const application = (origin: string): string => `
import { logIn } from "./example.mjs";
import { type Finalized, TiqrClient, TiqrError, type TiqrErrorCode } from "@tiqr-edge/client";

const tiqr = new TiqrClient({ baseUrl: "${origin}" });
console.log(await logIn(tiqr, "alice", "1234", ({ link }) => console.log(link)));
const finalized: Finalized = await tiqr.finalize({ user: "alice", transactionId: "1" });
if (!finalized.accepted) console.log(finalized.message.length > 0);
const lost: TiqrErrorCode = await new TiqrClient({ baseUrl: "http://127.0.0.1:1" })
  .trigger({ user: "alice", pin: "1234" })
  .then(() => "unavailable" as const, (error: unknown) => (error instanceof TiqrError ? error.code : "unexpected-answer"));
console.log(lost);
`;

/**
 * Runs the application while the phone scans what it shows. Returns the lines that it writes,
 * without the link.
 */
async function run(folder: string, file: string, scan: (link: string) => Promise<unknown>): Promise<string[]> {
  const running = spawn(hostNode, [file], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
  const lines: string[] = [];
  for await (const line of createInterface({ input: running.stdout })) {
    if (line.startsWith("tiqrauth:")) await scan(line);
    else lines.push(line);
  }
  if (running.exitCode === null) await once(running, "exit");
  return lines;
}

describe("the package", () => {
  it("has its code, its types, its README and its licence, and nothing else", () => {
    const others = packed().files.filter((path) => !/^([a-z]+\/)?[a-z-]+(\.d\.ts|\.js)$/.test(path));
    expect(others).toEqual(["LICENSE", "README.md", "package.json"]);
    expect(readFileSync(inProject("packages/client/LICENSE"), "utf8")).toBe(readFileSync(inProject("LICENSE"), "utf8"));
  });

  it("has the version of the service, and needs no other package", () => {
    const read = (path: string) => JSON.parse(readFileSync(inProject(path), "utf8"));
    const client = read("packages/client/package.json");
    expect(client.version).toBe(read("package.json").version);
    expect(Object.keys(client).filter((key) => /dependencies|scripts/i.test(key))).toEqual([]);
  });
});

describe("a fresh TypeScript project", () => {
  it.each([
    ["of the kind that is all modules", "main.ts", "main.js", { type: "module" }],
    ["of the older kind", "main.mts", "main.mjs", { type: "commonjs" }],
    ["of no kind", "main.mts", "main.mjs", {}],
  ])("%s compiles and logs alice in", async (_, source, compiled, description) => {
    const folder = await typeScriptProject(description);
    writeFileSync(join(folder, source), application(service().origin));
    expect(await compile(folder, "--noEmit", "--skipLibCheck", "false", "--noPropertyAccessFromIndexSignature")).toBe(
      "",
    );
    expect(await compile(folder)).toBe("");
    const { phone, serial } = await service().enrol("alice");
    const lines = await run(folder, compiled, (link) => phone.login(link));
    expect(lines).toEqual([`Welcome alice, logged in with ${serial}.`, "true", "network"]);
  });

  it("is held to the types", async () => {
    const folder = await typeScriptProject({});
    writeFileSync(join(folder, "main.mts"), `${application("")}\ntiqr.trigger({ user: "alice" });\n`);
    expect(await compile(folder, "--noEmit")).toMatch(/^main\.mts\(\d+,\d+\): error TS2345: .*'pin' is missing/s);
  });
});
