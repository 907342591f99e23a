// Once per run, before the first file (vitest.config.ts names it): the worker is built, Chromium is
// unpacked, and one database gets its tables, which every server then begins with.

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { buildWhenNeeded } from "../../../scripts/serve/build.ts";
import { unpack } from "./chromium.ts";
import { makeMigratedState } from "./server.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with the state of a server that has done nothing yet. */
    migratedState: string;
  }
}

export default async function prepare({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "browser-run-"));
  await Promise.all([buildWhenNeeded(), unpack()]);
  await makeMigratedState(folder);
  provide("migratedState", folder);
  return () => rmSync(folder, { recursive: true, force: true });
}
