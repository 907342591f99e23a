// npm run dev
// `wrangler dev` on http://127.0.0.1:8787 with a local database: rebuilds and reloads when a source file changes.
// The first run makes .dev.vars with a root key and an administrator, whose password it prints this one time.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { writeFileSync } from "node:fs";
import { closeToOthers } from "./lib/lock.ts";
import { inProject, wranglerEnvironment } from "./lib/project.ts";

const port = 8787;
const origin = `http://127.0.0.1:${port}`;
const wrangler = inProject("node_modules/wrangler/bin/wrangler.js");
const options = { cwd: inProject("."), env: { ...process.env, ...wranglerEnvironment } };

/** Leaves a file that is there alone: its key opens what is in the local database. */
function makeSettings(): void {
  const password = randomBytes(12).toString("base64url");
  const lines = [
    `MASTER_KEY=${randomBytes(32).toString("base64")}`,
    `BOOTSTRAP_ADMIN=admin:${password}`,
    `PUBLIC_URL=${origin}`,
    "TRUSTED_PROXY=off",
    "",
  ];
  try {
    writeFileSync(inProject(".dev.vars"), lines.join("\n"), { mode: 0o600, flag: "wx" });
    console.log(`Administrator: admin\nPassword:      ${password}\n(kept in .dev.vars, not shown again)\n`);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

function applyMigrations(): void {
  // CI: wrangler asks no questions.
  const { status, stdout } = spawnSync(process.execPath, [wrangler, "d1", "migrations", "apply", "DB", "--local"], {
    ...options,
    env: { ...options.env, CI: "true" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status === 0) return;
  process.stderr.write(stdout);
  process.exit(1);
}

makeSettings();
closeToOthers(inProject(".wrangler/state"));
applyMigrations();
const dev = spawn(process.execPath, [wrangler, "dev", "--local", "--ip", "127.0.0.1", "--port", String(port)], {
  ...options,
  stdio: "inherit",
});
// The terminal's Ctrl-C reaches wrangler by itself; waiting for it keeps the prompt from coming back too early.
process.on("SIGINT", () => {});
for (const signal of ["SIGTERM", "SIGHUP"] as const) process.on(signal, () => dev.kill(signal));
dev.on("exit", (code) => process.exit(code ?? 1));
