// Ends workerd without losing work. On SIGTERM workerd takes no more connections and lets running
// requests finish, but then it exits at once and drops what those requests handed to `waitUntil`.
// So one request to a second worker, which does nothing else, stays open until the other requests
// and their last work are done.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log, Miniflare } from "miniflare";
import { isListening } from "../lib/port.ts";
import { loadMiniflare } from "../state/miniflare.ts";
import { keeper } from "../state/worker-options.ts";

/** A request that takes longer is cut off, because Docker kills a container after 10 s. */
const requestsMs = 8_000;
/**
 * The time that `waitUntil` may take after the last reply. The service hands it single writes to
 * D1.
 */
const afterworkMs = 500;
const closingMs = 1_000;

/**
 * Passes on Miniflare's warnings, except while stopping: Miniflare takes the end of workerd for a
 * crash.
 */
export interface Warnings extends Log {
  stopping: boolean;
}

/** Reads Miniflare, so call it when it is needed anyway. */
export function passOnWarnings(): Warnings {
  const { Log, LogLevel } = loadMiniflare();
  return new (class extends Log {
    stopping = false;
    protected override log(message: string): void {
      if (!this.stopping) console.error(message);
    }
  })(LogLevel.WARN);
}

export async function stopWorkerd(mf: Miniflare, warnings: Warnings, port: number, folder: string): Promise<void> {
  const release = await holdOpen(await mf.unsafeGetDirectURL(keeper));
  const workerd = Number(readFileSync(join(folder, "workerd.pid"), "utf8"));
  // Miniflare restarts a workerd that has ended, so make a restart impossible.
  warnings.stopping = true;
  process.env.MINIFLARE_WORKERD_PATH = "false";
  process.kill(workerd, "SIGTERM");
  // workerd stops listening on a socket when its last request is done.
  for (const end = Date.now() + requestsMs; Date.now() < end && (await isListening(port)); ) await sleep(20);
  await sleep(afterworkMs);
  release();
  // workerd now closes its databases, which merges their write-ahead logs. `dispose` would kill it
  // before that, so wait.
  for (const end = Date.now() + closingMs; Date.now() < end && isAlive(workerd); ) await sleep(10);
  await mf.dispose();
}

/**
 * Resolves when the keeper has the request. The request ends when the returned function is called.
 */
async function holdOpen(url: URL): Promise<() => void> {
  const open = request(url, { method: "POST" });
  await new Promise((resolve) => {
    open.once("response", (response) => resolve(response.resume().on("error", () => {})));
    open.on("error", resolve);
    open.write("stay");
  });
  return () => open.end();
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
