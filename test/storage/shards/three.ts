// The service with three databases: DB has the slots 00 to 54, DB_1 55 to a9, DB_2 aa to ff, and
// the realm corp.example is in DB_1.

import { applyD1Migrations } from "cloudflare:test";
import { env } from "cloudflare:workers";
import type { D1Migration } from "@cloudflare/vitest-pool-workers";
import { readConfig } from "../../../src/config/read-config.ts";
import { databaseOfUser } from "../../../src/core/shards/shard-map.ts";
import { copyAccounts } from "../../../src/storage/accounts/copy.ts";
import { admin, type Send, withSettings } from "../../support/service.ts";

export const MAP = { SHARD_SLOTS: "DB_1=55-a9 DB_2=aa-ff", SHARD_REALMS: "corp.example=DB_1" };

export type Name = "DB" | "DB_1" | "DB_2";
export const NAMES: readonly Name[] = ["DB", "DB_1", "DB_2"];

export const database = (name: Name): D1Database => (env as unknown as Record<Name, D1Database>)[name];

/** Gives the other databases their tables, and the accounts. */
export async function makeDatabases(): Promise<void> {
  const { TEST_MIGRATIONS } = env as Env & { TEST_MIGRATIONS: D1Migration[] };
  for (const name of ["DB_1", "DB_2"] as const) await applyD1Migrations(database(name), TEST_MIGRATIONS);
  await admin();
  await copyAccounts(database("DB"), database("DB_1"));
  await copyAccounts(database("DB"), database("DB_2"));
}

/**
 * The service with this map. Its objects keep the settings of the worker, since a login knows its
 * own database.
 */
export const withMap = (more: Partial<Env> = {}): Promise<Send> =>
  withSettings({ ...MAP, ...more } as unknown as Partial<Env>);

/** The database that the map gives a user of the default realm. */
export async function homeOf(user: string, realm = "realm1"): Promise<Name> {
  const { settings } = readConfig({ ...env, ...MAP });
  return (await databaseOfUser({ user, realm }, settings)).database as Name;
}

/** A new name whose user is in this database. */
export async function userHomedIn(name: Name, prefix: string): Promise<string> {
  for (let index = 0; ; index++) if ((await homeOf(`${prefix}${index}`)) === name) return `${prefix}${index}`;
}

/** The databases that have a row. */
export async function having(sql: string, ...values: (string | number)[]): Promise<Name[]> {
  const found: Name[] = [];
  for (const name of NAMES)
    if (
      (await database(name)
        .prepare(sql)
        .bind(...values)
        .first()) !== null
    )
      found.push(name);
  return found;
}
