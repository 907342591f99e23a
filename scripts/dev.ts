// npm run dev -- --port N `wrangler dev` on http://127.0.0.1:N (8787 by default, 0 picks one) with
// a local database: rebuilds and reloads when a source file changes. The first run makes .dev.vars
// with a root key and an administrator, and prints the password once.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, watchFile, writeFileSync } from "node:fs";
import { portIn, readArguments } from "./lib/arguments.ts";
import { writeWithOwnSecrets } from "./lib/own-secrets.ts";
import { freePort, host } from "./lib/port.ts";
import { giveUp, inProject, wranglerEnvironment } from "./lib/project.ts";
import { closeToOthers } from "./state/lock.ts";

const wrangler = inProject("node_modules/wrangler/bin/wrangler.js");
const options = { cwd: inProject("."), env: { ...process.env, ...wranglerEnvironment } };
const settings = inProject(".dev.vars");
const source = inProject("wrangler.toml");
// Without `secrets.required`, or there would be no administrator.
const writeConfiguration = () => writeWithOwnSecrets(".wrangler.dev.toml");

const readPort = (): number =>
  readArguments(
    "Usage: npm run dev -- --port N",
    { options: { port: { type: "string", default: "8787" } } },
    (parsed) => portIn(parsed.values.port),
  );

/**
 * Makes .dev.vars and returns the administrator's password, or returns undefined when the file
 * exists. An existing file keeps its key, which opens the local database. It keeps its address,
 * too, unless that is on this machine: an earlier run with another port has left such an address,
 * so it is replaced.
 */
function makeSettings(port: number): string | undefined {
  const address = `PUBLIC_URL=http://${host}:${port}`;
  if (existsSync(settings)) {
    const text = readFileSync(settings, "utf8");
    write(text.replace(new RegExp(`^PUBLIC_URL=http://${host}:\\d+$`, "m"), address));
    return undefined;
  }
  const password = randomBytes(12).toString("base64url");
  const key = randomBytes(32).toString("base64");
  write(`MASTER_KEY=${key}\nBOOTSTRAP_ADMIN=admin:${password}\n${address}\nTRUSTED_PROXY=off\n`);
  return password;
}

/** An interrupted write would lose the key, so this writes a second file and renames it. */
function write(text: string): void {
  writeFileSync(`${settings}.new`, text, { mode: 0o600 });
  renameSync(`${settings}.new`, settings);
}

function applyMigrations(): void {
  // With CI set, wrangler asks no questions.
  const { status, stdout } = spawnSync(
    process.execPath,
    [wrangler, "d1", "migrations", "apply", "DB", "--local", "--env="],
    { ...options, env: { ...options.env, CI: "true" }, stdio: ["ignore", "pipe", "inherit"] },
  );
  if (status === 0) return;
  process.stderr.write(stdout);
  process.exit(1);
}

function serve(port: number, password: string | undefined): void {
  const configuration = writeConfiguration();
  watchFile(source, { interval: 1000 }, writeConfiguration);
  const dev = spawn(
    process.execPath,
    [wrangler, "dev", "--config", configuration, "--local", "--env=", "--ip", host, "--port", String(port)],
    { ...options, stdio: ["inherit", "inherit", "inherit", "ipc"] },
  );
  // The password is printed once wrangler says that it listens. If that never happens, the settings
  // are removed, so that the next run makes and prints a new password.
  let untold = password;
  dev.on("message", (message) => {
    if (untold === undefined || !String(message).includes("DEV_SERVER_READY")) return;
    console.log(`Administrator: admin\nPassword:      ${untold}\n(kept in .dev.vars, and not shown again)\n`);
    untold = undefined;
  });
  // Ctrl-C reaches wrangler by itself. Waiting for wrangler to end keeps the prompt from coming
  // back too early.
  process.on("SIGINT", () => {});
  for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => dev.kill(signal));
  dev.on("exit", (code) => {
    if (untold !== undefined) rmSync(settings, { force: true });
    process.exit(code ?? 1);
  });
}

try {
  const port = await freePort(readPort());
  closeToOthers(inProject(".wrangler/state"));
  applyMigrations();
  serve(port, makeSettings(port));
} catch (error) {
  giveUp(error);
}
