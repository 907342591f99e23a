// Empties what test files share: storage, clock, spies, and what test/support keeps of them.

import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { vi } from "vitest";
import { LAYOUT } from "../../../src/core/step-numbers.ts";
import { METER_NAME } from "../../../src/storage/meter/store.ts";
import { keptKeys } from "../../../src/storage/oidc/signer.ts";
import { forgetWhatWasKept } from "./kept.ts";

interface TestEnv extends Env {
  readonly DB_1: D1Database;
  readonly DB_2: D1Database;
  readonly TEST_MIGRATIONS: D1Migration[];
}
const { DB, DB_1, DB_2, AUDIT_HEAD, AUDIT_HEAD_NAME, METER, TEST_MIGRATIONS } = env as unknown as TestEnv;

export async function beginAfresh(): Promise<void> {
  // An operator may have bound one, which is not under test and would ring. A test that wants one
  // gives it.
  Reflect.deleteProperty(env, "EVENTS_QUEUE");
  vi.useRealTimers();
  vi.restoreAllMocks();
  forgetWhatWasKept();
  // A signer would go on with keys that the database no longer has.
  keptKeys.clear();
  // A reset empties only objects that are awake, and an object sleeps after ten seconds without a
  // request. The databases, the head of the audit trail and the meter have the same names in each
  // file, so they are woken; other objects have random names.
  for (const db of [DB, DB_1, DB_2]) await db.prepare("SELECT 1").run();
  await AUDIT_HEAD.getByName(AUDIT_HEAD_NAME ?? "").read();
  await METER.getByName(METER_NAME).read(LAYOUT);
  await reset();
  // All at once, since this runs before each file: applyD1Migrations makes several trips for each
  // migration.
  await DB.batch([
    ...TEST_MIGRATIONS.flatMap(({ queries }) => queries.map((query) => DB.prepare(query))),
    DB.prepare(
      "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE, applied_at TEXT DEFAULT CURRENT_TIMESTAMP)",
    ),
    DB.prepare("INSERT INTO d1_migrations (name) SELECT value FROM json_each(?)").bind(
      JSON.stringify(TEST_MIGRATIONS.map(({ name }) => name)),
    ),
  ]);
}
