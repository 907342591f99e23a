// Removes expired audit rows, one checkpoint at a time. A row that no checkpoint covers is never
// removed, and the checkpoint stays as a signed record of the removal. It is signed first, and
// covers some thousand rows: those that one statement leaves are removed by the next, or by the
// next cron.

import type { Keyring } from "../../keys/keyring.ts";
import { batch } from "../../sql/batch.ts";
import { part, statement } from "../../sql/sql.ts";
import { type Checkpoint, isSigned, sign } from "./checkpoint-signature.ts";

/** Rows that one statement deletes, each with its indexes. Logins wait for the single writer. */
const MAX_REMOVED_ROWS = 500;

const REMOVE = (first: string, last: string) => `DELETE FROM audit WHERE number IN (
  SELECT number FROM audit WHERE number BETWEEN ${first} AND ${last} ORDER BY number LIMIT ${MAX_REMOVED_ROWS})`;

/**
 * Removes the rows of the oldest checkpoints whose rows are all older, and signs each with the time
 * of the removal: one if there is any, and more while `goesOn`. True when there may be more.
 */
export async function retire(
  db: D1Database,
  keyring: Keyring,
  olderThanMs: number,
  nowMs: number,
  goesOn: () => boolean = () => true,
): Promise<boolean> {
  let after = 0;
  do {
    const checkpoint = await oldestWithRows(db, after);
    if (await removeLeft(db, checkpoint?.first_number ?? Number.MAX_SAFE_INTEGER)) continue;
    if (!checkpoint) return false;
    after = checkpoint.first_number;
    // An insider could date a checkpoint back to have the removal of its rows signed, so a changed
    // one is not signed again. It is passed over, or one dated forward would keep all rows.
    if (!(await isSigned(keyring, checkpoint))) {
      console.error(
        `audit: the checkpoint of rows ${after} to ${checkpoint.last_number} was changed, so its rows are kept`,
      );
      continue;
    }
    if (checkpoint.made_at_ms >= olderThanMs || (await hasRowSince(db, checkpoint, olderThanMs))) return false;
    const signed = { ...checkpoint, retired_at_ms: nowMs };
    const parameters = { ...signed, mac: await sign(keyring, signed) };
    await batch(db, {
      checkpoint: part(
        "UPDATE audit_checkpoint SET retired_at_ms = :retired_at_ms, mac = :mac WHERE first_number = :first_number",
        parameters,
      ),
      rows: part(REMOVE(":first_number", ":last_number"), parameters),
    });
  } while (goesOn());
  return true;
}

/** Removes rows of the checkpoint that was retired last before a number. True if some are left. */
async function removeLeft(db: D1Database, before: number): Promise<boolean> {
  const retired = (column: string) => `(SELECT ${column} FROM audit_checkpoint
    WHERE first_number < :before AND retired_at_ms IS NOT NULL ORDER BY first_number DESC LIMIT 1)`;
  const { meta } = await statement(db, REMOVE(retired("first_number"), retired("last_number")), { before }).run();
  return meta.changes >= MAX_REMOVED_ROWS;
}

/** A partial index keeps the many that were retired before from being read. */
const oldestWithRows = (db: D1Database, after: number): Promise<Checkpoint | null> =>
  statement<Checkpoint>(
    db,
    `SELECT * FROM audit_checkpoint WHERE first_number > :after AND retired_at_ms IS NULL ORDER BY first_number LIMIT 1`,
    { after },
  ).first();

/** Rows are nearly in order of their times, so the search for a young one begins at the end. */
const hasRowSince = async (db: D1Database, { first_number, last_number }: Checkpoint, sinceMs: number) =>
  (await statement(
    db,
    `SELECT 1 FROM audit WHERE number BETWEEN :first_number AND :last_number AND at_ms >= :since ORDER BY number DESC LIMIT 1`,
    { first_number, last_number, since: sinceMs },
  ).first()) !== null;
