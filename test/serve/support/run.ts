// Once per run, before the first file (vitest.config.ts names it): the worker is built, and the real
// server makes a state folder, of which tests get copies (./states.ts).

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { ADMIN_PASSWORD } from "../../support/admin-password.ts";
import { postAuth, start } from "./state.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** A folder with the administrator root and five rows of audit trail, none of them signed yet. */
    madeState: string;
  }
}

export default async function prepare({ provide }: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "serve-run-"));
  const server = await start(folder);
  for (const password of [ADMIN_PASSWORD, "wrong", ADMIN_PASSWORD, "wrong", ADMIN_PASSWORD])
    await postAuth(server, "root", password);
  await server.stop();
  provide("madeState", folder);
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
