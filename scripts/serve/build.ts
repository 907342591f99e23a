// Builds the worker with wrangler, as a deployment would, when the last build is missing or older
// than its sources. Servers that start at the same time may build at the same time and could read
// each other's half-written files. So each builds in a folder of its own, whose files then replace
// those of dist/ atomically, one by one.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { CommandError, inProject, wranglerEnvironment } from "../lib/project.ts";

/** The built worker. */
export const builtWorker = inProject("dist/index.js");

const sources = [
  "src",
  "packages/console",
  "migrations",
  "wrangler.toml",
  "package.json",
  "scripts/pages",
  "docs/api.md",
  "docs/api-examples.md",
];

export async function buildWhenNeeded(): Promise<void> {
  const built = statSync(builtWorker, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built < newestSource()) await build();
}

function newestSource(): number {
  const files = sources.flatMap((source) => {
    const path = inProject(source);
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: "utf8" }).map((file) => join(path, file));
  });
  return Math.max(...files.map((file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

async function build(): Promise<void> {
  const started = new Date();
  mkdirSync(inProject(".wrangler"), { recursive: true });
  const folder = mkdtempSync(inProject(".wrangler/build-"));
  try {
    await runWrangler(["deploy", "--dry-run", "--env=", "--outdir", folder]);
    mkdirSync(inProject("dist"), { recursive: true });
    // A source edited during the build must make the next start build again, so the worker gets the
    // time of the build's start. It is moved last.
    utimesSync(join(folder, "index.js"), started, started);
    const files = readdirSync(folder).sort((a, b) => Number(a === "index.js") - Number(b === "index.js"));
    for (const file of files) renameSync(join(folder, file), inProject(`dist/${file}`));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runWrangler(args: string[]): Promise<void> {
  // Wrangler's launcher would start a second process that outlives it, so this starts the program
  // itself.
  const child = spawn(
    process.execPath,
    ["--no-warnings", inProject("node_modules/wrangler/wrangler-dist/cli.js"), ...args],
    { cwd: inProject("."), env: { ...process.env, ...wranglerEnvironment }, stdio: ["ignore", "pipe", "pipe"] },
  );
  const end = () => child.kill();
  process.once("exit", end);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  const [code] = await once(child, "close");
  process.removeListener("exit", end);
  if (code === 0) return;
  console.error(output.trim());
  throw new CommandError("The worker could not be built; wrangler's output is above.");
}
