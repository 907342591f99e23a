// One server or command per state folder: two would each hold their own copy of the same Durable Objects.
import { spawnSync } from "node:child_process";
import { chmodSync, closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "./project.ts";

/** Secrets, names and the root key of a demo lie in it: other users of the machine may not even look what there is. */
export function closeToOthers(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/**
 * Makes the folder and takes its lock until the returned function is called, or this process ends; however it ends, the kernel
 * lets go of it.
 * Node has no flock(2), but such a lock belongs to the open file, not to a process: flock(1) takes it on our descriptor.
 */
export function lockFolder(folder: string): () => void {
  let file: number;
  try {
    closeToOthers(folder);
    file = openSync(join(folder, "lock"), "a", 0o600);
  } catch (error) {
    throw new Refusal(`The state folder ${folder} cannot be used: ${(error as Error).message}`);
  }
  // A second of patience: the server before us may have been killed just now.
  const { error, status } = spawnSync("flock", ["--timeout", "1", "3"], {
    stdio: ["ignore", "ignore", "ignore", file],
  });
  if (error) console.error("flock is missing: nothing keeps a second server off this state folder.");
  else if (status !== 0) {
    closeSync(file);
    throw new Refusal(`The state folder ${folder} is in use by another server.`);
  }
  return () => closeSync(file);
}
