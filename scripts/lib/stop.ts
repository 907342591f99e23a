// Ends workerd without losing what it is doing. On SIGTERM workerd takes no more connections and lets running requests
// finish, but then it is gone at once, with what those requests handed to `waitUntil`. So one request of our own, to a
// worker that does nothing else, stays open until the others are done and their last work has had its time.
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Log, LogLevel, type Miniflare } from "miniflare";
import { isListening } from "./port.ts";
import { keeper } from "./worker-options.ts";

/** A request that takes longer is cut off. (Docker, too, allows 10 s.) */
const requestsMs = 8_000;
/** What `waitUntil` may still take after the last reply; ours are single writes to D1. */
const afterworkMs = 500;
const closingMs = 1_000;

/** What Miniflare has to say about workerd, but not that it ends when it is told to, which Miniflare takes for a crash. */
export class Warnings extends Log {
  stopping = false;
  constructor() {
    super(LogLevel.WARN);
  }
  protected override log(message: string): void {
    if (!this.stopping) console.error(message);
  }
}

export async function stopWorkerd(mf: Miniflare, warnings: Warnings, port: number, folder: string): Promise<void> {
  const release = await holdOpen(await mf.unsafeGetDirectURL(keeper));
  const workerd = Number(readFileSync(join(folder, "workerd.pid"), "utf8"));
  // Miniflare starts a workerd that ended again; this one must not come back.
  warnings.stopping = true;
  process.env.MINIFLARE_WORKERD_PATH = "false";
  process.kill(workerd, "SIGTERM");
  // workerd closes a socket when the last request on it is done.
  for (const end = Date.now() + requestsMs; Date.now() < end && (await isListening(port)); ) await sleep(20);
  await sleep(afterworkMs);
  release();
  // It closes its databases now, which puts their write-ahead logs into them; `dispose` would kill it before.
  for (const end = Date.now() + closingMs; Date.now() < end && isAlive(workerd); ) await sleep(10);
  await mf.dispose();
}

/** Resolves when the keeper has the request; the request ends when the returned function is called. */
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
