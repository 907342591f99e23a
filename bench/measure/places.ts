// Where state folders are: in memory, where what remains is the program's own time.
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const TMPFS = "/dev/shm";

/**
 * Makes a folder in memory, or on the disk where there is no such file system. `remove` it; a run
 * that is broken off removes it, too, for memory would stay filled.
 */
export function makeFolder(): { readonly path: string; readonly remove: () => void } {
  const path = mkdtempSync(join(existsSync(TMPFS) ? TMPFS : tmpdir(), "tiqr-edge-bench-"));
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
