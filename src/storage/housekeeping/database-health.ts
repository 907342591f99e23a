// Asks each database in one batch for what /health reports.

import type { DatabaseHealth } from "../../core/system/health.ts";
import { keyStatements, missingAmong } from "../keys/check.ts";
import type { Keyring } from "../keys/keyring.ts";
import type { NamedDatabase } from "../shards/named-database.ts";
import { batch } from "../sql/batch.ts";
import { behindStatement } from "./house-state.ts";
import { lacksSchema, migratedStatement } from "./migrated.ts";

const NOT_MIGRATED: DatabaseHealth = { isMigrated: false, missingKeys: [], isBehind: false, trailFault: "" };

export async function askDatabase(db: D1Database, keyring: Keyring, nowMs: number): Promise<DatabaseHealth> {
  const statements = { migrated: migratedStatement(), house: behindStatement(nowMs), ...keyStatements(db) };
  const results = await batch(db, statements).catch((error) => {
    if (lacksSchema(error)) return undefined;
    throw error;
  });
  if (!results || results.migrated.rows.length === 0) return NOT_MIGRATED;
  return {
    isMigrated: true,
    missingKeys: missingAmong(results, keyring),
    isBehind: results.house.rows[0]?.behind === 1,
    trailFault: results.house.rows[0]?.trail_fault ?? "",
  };
}

/** All of them must answer. */
export async function askDatabases(
  databases: readonly NamedDatabase[],
  keyring: Keyring,
  nowMs: number,
): Promise<DatabaseHealth> {
  const reports = await Promise.all(databases.map(({ db }) => askDatabase(db, keyring, nowMs)));
  return {
    isMigrated: reports.every(({ isMigrated }) => isMigrated),
    missingKeys: [...new Set(reports.flatMap(({ missingKeys }) => missingKeys))],
    isBehind: reports.some(({ isBehind }) => isBehind),
    trailFault: reports
      .flatMap(({ trailFault }, index) => (trailFault === "" ? [] : [`${databases[index]?.name}: ${trailFault}`]))
      .join("; "),
  };
}
