// What /health asks the database, in one batch.

import type { DatabaseHealth } from "../../core/health.ts";
import { keyStatements, missingAmong } from "../keys/check.ts";
import type { Keyring } from "../keys/keyring.ts";
import { behindStatement } from "./house-state.ts";

export async function askDatabase(db: D1Database, keyring: Keyring, nowMs: number): Promise<DatabaseHealth> {
  const [behind, ...keys] = await db.batch<{ id: string; behind: number }>([
    behindStatement(db, nowMs),
    ...keyStatements(db),
  ]);
  return { missingKeys: missingAmong(keys, keyring), isBehind: behind?.results[0]?.behind === 1 };
}
