// The root key of a state folder. A key in the environment always wins; without one, the folder's
// own `master-key` is used. `npm run serve` makes that file at the first start. A deployed worker
// has no such file and demands the secret.
import { randomBytes } from "node:crypto";
import { closeSync, existsSync, fsyncSync, linkSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { CommandError } from "../lib/project.ts";

const rootBytes = 32;
const keyFileIn = (folder: string): string => join(folder, "master-key");

/**
 * Returns `env` with the folder's key as MASTER_KEY, or unchanged if it has a MASTER_KEY or the
 * folder has no key.
 */
export function withMasterKey(folder: string, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  if (env.MASTER_KEY) return env;
  const key = readKey(keyFileIn(folder));
  return key === undefined ? env : { ...env, MASTER_KEY: key };
}

/**
 * Makes a key for the folder if neither the folder nor `env` has one, and says so. Call this only
 * with the folder's lock.
 */
export function makeMasterKey(folder: string, env: NodeJS.ProcessEnv): void {
  const file = keyFileIn(folder);
  if (env.MASTER_KEY || existsSync(file)) return;
  // A new key beside an older database would open nothing in it, and would hide that the right one
  // is missing.
  if (existsSync(join(folder, "d1")))
    throw new CommandError(
      `The database in ${folder} was made under a MASTER_KEY that is missing: give it in the environment, or as ${file}.`,
    );
  try {
    writeKey(file, randomBytes(rootBytes).toString("base64"));
  } catch (error) {
    throw new CommandError(`No MASTER_KEY can be made in ${file}: ${(error as Error).message}`);
  }
  console.error(`No MASTER_KEY is given, so one was made: ${file}. Without that file the folder is useless.`);
}

/**
 * A person who gave no key would not know where a bad one lies, and a new one would open nothing:
 * the refusal names the file.
 */
function readKey(file: string): string | undefined {
  const refusal = (why: string) => new CommandError(`The MASTER_KEY in ${file} cannot be used: ${why}`);
  let key: string;
  try {
    key = readFileSync(file, "utf8").trim();
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes((error as NodeJS.ErrnoException).code ?? "")) return undefined;
    throw refusal((error as Error).message);
  }
  if (Buffer.from(key, "base64").length !== rootBytes) throw refusal(`it is not base64 of ${rootBytes} bytes.`);
  return key;
}

/**
 * A server killed in the middle could leave half a key, or a key that never reached the disk while
 * the database is sealed under it. So the file gets its name only once its bytes are on the disk,
 * and `link` never replaces an existing key.
 */
function writeKey(file: string, key: string): void {
  const unfinished = `${file}.new`;
  rmSync(unfinished, { force: true });
  onDisk(unfinished, "wx", (handle) => writeSync(handle, `${key}\n`));
  linkSync(unfinished, file);
  rmSync(unfinished);
  // The name is in the folder, which must reach the disk as well.
  onDisk(dirname(file), "r");
}

/** Opens a file or folder, and waits until the disk has the result of the work on it. */
function onDisk(path: string, flags: "wx" | "r", work: (handle: number) => void = () => {}): void {
  const handle = openSync(path, flags, 0o600);
  try {
    work(handle);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
