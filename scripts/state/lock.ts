// Two servers on one state folder would each hold a copy of the same Durable Objects, and a command
// must not change what a server holds. This lock admits one at a time.
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { CommandError } from "../lib/project.ts";

/**
 * The folder holds secrets, names and perhaps the root key, so other users of the machine must not
 * even list it.
 */
export function closeToOthers(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/**
 * Makes the folder and takes its lock. The lock lasts until the returned function is called or this
 * process ends: the kernel releases it however the process ends. Node has no flock(2), but such a
 * lock belongs to the open file, not to a process, so flock(1) takes it on our descriptor.
 */
export function lockFolder(folder: string): () => void {
  let file: number;
  try {
    closeToOthers(folder);
    file = openSync(join(folder, "lock"), "a", 0o600);
  } catch (error) {
    throw new CommandError(`The state folder ${folder} cannot be used: ${(error as Error).message}`);
  }
  // An earlier server may have been killed a moment ago, so wait up to a second.
  const { error, status } = spawnSync("flock", ["--timeout", "1", "3"], {
    stdio: ["ignore", "ignore", "ignore", file],
  });
  if (error) console.error("flock is missing: nothing keeps a second server off this state folder.");
  else if (status !== 0) {
    closeSync(file);
    throw new CommandError(`The state folder ${folder} is in use by another server.`);
  }
  return () => closeSync(file);
}
