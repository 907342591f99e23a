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
  const steps = {
    checkpoints: () => makeCheckpoints(db, keyring, nowMs),
    retention: async () => auditRetentionMs > 0 && retire(db, keyring, nowMs - auditRetentionMs, nowMs),
    challenges: () => statement(db, FORGET_EXPIRED, { now: nowMs }).run(),
  };
  // One that fails keeps no other from its work.
  for (const [name, step] of Object.entries(steps))
    await step().catch((error) => console.error(`housekeeping: ${name} failed:`, error));
}

const FORGET_EXPIRED = `DELETE FROM challenge WHERE (transaction_id, serial) IN (
  SELECT transaction_id, serial FROM challenge WHERE expires_at_ms <= :now LIMIT 10000)`;
