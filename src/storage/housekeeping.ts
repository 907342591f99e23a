// What the cron trigger does: signs audit checkpoints, removes audit rows past their time, and forgets expired transactions.
// Every step is bounded, and what is left over is done the next time.

import { makeCheckpoints, retire } from "./audit-checkpoint.ts";
import type { Keyring } from "./keyring.ts";
import { statement } from "./sql.ts";

/** `auditRetentionMs` 0 keeps all rows. */
export async function keepHouse(
  db: D1Database,
  keyring: Keyring,
  auditRetentionMs: number,
  nowMs: number,
): Promise<void> {
  await makeCheckpoints(db, keyring, nowMs);
  if (auditRetentionMs > 0) await retire(db, keyring, nowMs - auditRetentionMs, nowMs);
  await statement(db, "DELETE FROM challenge WHERE expires_at_ms <= :now", { now: nowMs }).run();
}
