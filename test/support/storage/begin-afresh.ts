// Empties what test files share: storage, clock, spies, and what test/support keeps of them.

import { reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { vi } from "vitest";
import { LAYOUT } from "../../../src/core/step-numbers.ts";
import { METER_NAME } from "../../../src/storage/meter/store.ts";
import { keptKeys } from "../../../src/storage/oidc/signer.ts";
import { giveKeysAgain } from "../house/known-keys.ts";
import { forgetWhatWasKept } from "./kept.ts";

export interface TestEnv extends Env {
  readonly DB_1: D1Database;
  readonly DB_2: D1Database;
  readonly LOCAL_TRAIL: R2Bucket;
  readonly TEST_MIGRATIONS: D1Migration[];
}
const { DB, DB_1, DB_2, AUDIT_HEAD, AUDIT_HEAD_NAME, METER, TEST_MIGRATIONS } = env as unknown as TestEnv;

export async function beginAfresh(): Promise<void> {
  // An operator may have bound one, which is not under test and would ring. A test that wants one
  // gives it.
  Reflect.deleteProperty(env, "EVENTS_QUEUE");
  Reflect.deleteProperty(env, "TRAIL");
  vi.useRealTimers();
  vi.restoreAllMocks();
  forgetWhatWasKept();
  // A signer would go on with keys that the database no longer has.
  keptKeys.clear();
  giveKeysAgain();
  // A reset now and then leaves the database as it was: its tables are still there.
  for (let tries = 1; !(await emptied()); tries++) if (tries === 3) throw new Error("the database cannot be emptied");
}

async function emptied(): Promise<boolean> {
  // A reset empties only objects that are awake, and an object sleeps after ten seconds without a
  // request. The databases, the head of the audit trail and the meter have the same names in each
  // file, so they are woken; other objects have random names.
  for (const db of [DB, DB_1, DB_2]) await db.prepare("SELECT 1").run();
  await AUDIT_HEAD.getByName(AUDIT_HEAD_NAME ?? "").read();
  await METER.getByName(METER_NAME).read(LAYOUT);
  await reset();
  try {
    if (unused) await DB.batch(unused.map(({ sql, rows }) => DB.prepare(sql).bind(...rows)));
    else unused = await migrate();
    return true;
  } catch (error) {
    if (String(error).includes(" already exists")) return false;
    throw error;
  }
}

interface Part {
  readonly sql: string;
  readonly rows: readonly string[];
}
/**
 * What makes a database as the migrations leave it, in a third of their time: they run once, and
 * the files that follow in this worker get their result.
 */
let unused: readonly Part[] | undefined;

async function migrate(): Promise<readonly Part[]> {
  await DB.batch([
    ...TEST_MIGRATIONS.flatMap(({ queries }) => queries.map((query) => DB.prepare(query))),
    DB.prepare(
      "CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY, name TEXT UNIQUE, applied_at TEXT DEFAULT CURRENT_TIMESTAMP)",
    ),
    DB.prepare("INSERT INTO d1_migrations (name) SELECT value FROM json_each(?)").bind(
      JSON.stringify(TEST_MIGRATIONS.map(({ name }) => name)),
    ),
  ]);
  const { results } = await DB.prepare(
    `SELECT type, name, sql FROM sqlite_master
     WHERE sql > '' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*' ORDER BY rowid`,
  ).all<{ type: string; name: string; sql: string }>();
  const tables = results.filter(({ type }) => type === "table");
  const found = await Promise.all(tables.map(({ name }) => DB.prepare(`SELECT * FROM "${name}"`).raw()));
  const filled = tables.flatMap(({ name }, i): Part[] => {
    const [first, ...others] = found[i] ?? [];
    if (!first) return [];
    const columns = first.map((_, column) => `value ->> ${column}`).join();
    return [
      {
        sql: `INSERT INTO "${name}" SELECT ${columns} FROM json_each(?)`,
        rows: [JSON.stringify([first, ...others])],
      },
    ];
  });
  return [...results.map(({ sql }) => ({ sql, rows: [] })), ...filled];
}
