// Where state folders are: in memory, where what remains is the program's own time, and on the
// disk.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { PlaceResult } from "../report/result.ts";

const TMPFS = "/dev/shm";

/** Without a file system in memory there is only the disk. */
export function placesHere(): PlaceResult["place"][] {
  return existsSync(TMPFS) ? ["tmpfs", "disk"] : ["disk"];
}

/**
 * Makes a folder there. `remove` it; a run that is broken off removes it, too, for memory would
 * stay filled.
 */
export function folderOn(place: PlaceResult["place"]): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(place === "tmpfs" ? TMPFS : tmpdir(), "tiqr-edge-bench-"));
  const remove = () => rmSync(path, { recursive: true, force: true, maxRetries: 5 });
  process.once("exit", remove);
  for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));
  return {
    path,
    remove() {
      process.removeListener("exit", remove);
      remove();
    },
  };
}
