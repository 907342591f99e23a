// Removes expired audit rows, one checkpoint at a time. A row that no checkpoint covers is never removed, and the checkpoint stays
// as a signed record of the removal.

import type { Keyring } from "../keys/keyring.ts";
import { batch } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";
import { type Checkpoint, isSigned, sign } from "./checkpoint-signature.ts";

/**
 * Removes the rows of at most `most` checkpoints whose rows are all older, and signs each checkpoint with the time of the removal.
 * True when there may be more.
 */
export async function retire(
  db: D1Database,
  keyring: Keyring,
  olderThanMs: number,
  nowMs: number,
  most = 20,
): Promise<boolean> {
  let after = 0;
  for (let retired = 0; retired < most; ) {
    const checkpoint = await statement(
      db,
      `SELECT * FROM audit_checkpoint AS c
       WHERE first_number > :after AND retired_at_ms IS NULL AND made_at_ms < :older
         AND NOT EXISTS (SELECT 1 FROM audit WHERE number BETWEEN c.first_number AND c.last_number AND at_ms >= :older)
       ORDER BY first_number LIMIT 1`,
      { after, older: olderThanMs },
    ).first<Checkpoint>();
    if (!checkpoint) return false;
    after = checkpoint.first_number;
    // An insider could date a checkpoint back to have the removal of its rows signed, so a changed one is not signed again.
    if (!(await isSigned(keyring, checkpoint))) {
      console.error(
        `audit: the checkpoint of rows ${after} to ${checkpoint.last_number} was changed, so its rows are kept`,
      );
      continue;
    }
    const signed = { ...checkpoint, retired_at_ms: nowMs };
    const parameters = { ...signed, mac: await sign(keyring, signed) };
    await batch(db, {
      checkpoint: statement(
        db,
        "UPDATE audit_checkpoint SET retired_at_ms = :retired_at_ms, mac = :mac WHERE first_number = :first_number",
        parameters,
      ),
      rows: statement(db, "DELETE FROM audit WHERE number BETWEEN :first_number AND :last_number", parameters),
    });
    retired++;
  }
  return true;
}
