// Empties what test files share: storage, clock, spies, and what test/support keeps of them.

import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { vi } from "vitest";
import { keptKeys } from "../../src/storage/oidc/signer.ts";
import { forgetWhatWasKept } from "./kept.ts";

const { DB, AUDIT_HEAD, AUDIT_HEAD_NAME, TEST_MIGRATIONS } = env as Env & { TEST_MIGRATIONS: D1Migration[] };

export async function beginAfresh(): Promise<void> {
  vi.useRealTimers();
  vi.restoreAllMocks();
  forgetWhatWasKept();
  // A signer would go on with keys that the database no longer has.
  keptKeys.clear();
  // A reset empties only objects that are awake, and an object sleeps after ten seconds without a request. The database and the
  // head of the audit trail have the same names in each file, so both are woken; other objects have random names.
  await DB.prepare("SELECT 1").run();
  await AUDIT_HEAD.getByName(AUDIT_HEAD_NAME).read();
  await reset();
  await applyD1Migrations(DB, TEST_MIGRATIONS);
}
