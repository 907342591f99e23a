// Every Durable Object leaves a file here, even after it has emptied itself (deleteAll): 4 KiB per
// login. Cloudflare keeps nothing of such objects. A database of one page without a write-ahead log
// holds no table, so this removes it.
import { globSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

const onePage = 4096;

/** Call this only while no server runs on the folder. */
export function sweepEmptyObjects(folder: string): void {
  for (const file of globSync(join(folder, "do/*/*.sqlite"))) {
    // An object's file is named after its id. Other files are workerd's own, such as the one for
    // alarms.
    if (!/[0-9a-f]{64}\.sqlite$/.test(file) || statSync(`${file}-wal`, { throwIfNoEntry: false })) continue;
    if (statSync(file).size <= onePage) for (const name of [file, `${file}-shm`]) rmSync(name, { force: true });
  }
}
