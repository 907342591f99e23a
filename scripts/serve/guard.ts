// Puts workerd under ./workerd-guard.sh, through environment variables that Miniflare and the guard
// read when workerd starts.
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { inProject } from "../lib/project.ts";

/** Call this only with the folder's lock. */
export function guardWorkerd(folder: string): void {
  if (spawnSync("setpriv", ["--pdeathsig", "KILL", "true"]).status !== 0) {
    console.error("setpriv is missing: if this process is killed with SIGKILL, workerd keeps serving.");
  }
  const workerd = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd").default as string;
  // A killed server cannot clean up, so temporary files go where the next start removes them.
  const temporary = join(folder, "tmp");
  rmSync(temporary, { recursive: true, force: true });
  mkdirSync(temporary);
  Object.assign(process.env, {
    MINIFLARE_WORKERD_PATH: inProject("scripts/serve/workerd-guard.sh"),
    SERVE_PID: String(process.pid),
    SERVE_STATE: folder,
    SERVE_WORKERD: workerd,
    TMPDIR: temporary,
  });
}
