// Removes rows of the trail that are expired, or, with a bucket, in one of its parts: one
// checkpoint at a time. A row that no checkpoint covers is never removed, and the checkpoint stays
// as a signed record of the removal. It is signed first, and covers some thousand rows: those that
// one statement leaves are removed by the next, or by the next cron.

import type { Keyring } from "../../keys/keyring.ts";
import { batch } from "../../sql/batch.ts";
import { type BatchPart, type Parameters, part, statement } from "../../sql/sql.ts";
import { type Checkpoint, isSigned, sign } from "./checkpoint-signature.ts";

/** Rows that one statement deletes, each with its indexes. Logins wait for the single writer. */
const MAX_REMOVED_ROWS = 500;

/** The lowest rows of a checkpoint. */
const lowest = (first: string, last: string) =>
  `SELECT number FROM audit WHERE number BETWEEN ${first} AND ${last} ORDER BY number LIMIT ${MAX_REMOVED_ROWS}`;

/** With a bucket: rows that are in one of its parts. */
export interface LeavingRows {
  /** These parts, in their order. */
  readonly parts: readonly { readonly first_number: number; readonly last_number: number }[];
  /** Keeps the names in `rows`, a query of the numbers of rows that leave. */
  keepNames(rows: string, parameters: Parameters): BatchPart;
}

/** The rows of a checkpoint may go if all are older, or if the part with them is in the bucket. */
export type Due = { readonly olderThanMs: number } | LeavingRows;

const isLeaving = (due: Due): due is LeavingRows => "parts" in due;

/**
 * Removes the rows of the oldest checkpoints that are due, and signs each with the time of the
 * removal: one if there is any, and more while `goesOn`. True when there may be more.
 */
export async function retire(
  db: D1Database,
  keyring: Keyring,
  due: Due,
  nowMs: number,
  goesOn: () => boolean = () => true,
): Promise<boolean | "stuck"> {
  let after = 0;
  do {
    const checkpoint = await oldestWithRows(db, after);
    // An insider could mark a checkpoint as retired whose rows are in no part.
    const most = isLeaving(due) ? (due.parts.at(-1)?.last_number ?? 0) + 1 : Number.MAX_SAFE_INTEGER;
    if (await removeLeft(db, due, Math.min(checkpoint?.first_number ?? most, most))) continue;
    if (!checkpoint) return false;
    after = checkpoint.first_number;
    // An insider could date a checkpoint back to have the removal of its rows signed, so a changed
    // one is not signed again. It is passed over, or one dated forward would keep all rows. With a
    // bucket nothing passes it: the rows of the database are always newer than those of the parts.
    if (!(await isSigned(keyring, checkpoint))) {
      console.error(
        `audit: the checkpoint of rows ${after} to ${checkpoint.last_number} was changed, so its rows are kept`,
      );
      if (isLeaving(due)) return "stuck";
      continue;
    }
    if (!(await isDue(db, due, checkpoint))) {
      if (checkpoint.first_number >= most || !isLeaving(due)) return false;
      console.error(`audit: rows ${after} to ${checkpoint.last_number} are in no part, so they are kept`);
      return "stuck";
    }
    // With their names these are too many statements for one batch of cron's count.
    if (isLeaving(due) && !goesOn()) return true;
    const signed = { ...checkpoint, retired_at_ms: nowMs };
    const parameters = { ...signed, mac: await sign(keyring, signed) };
    await batch(db, {
      checkpoint: part(
        "UPDATE audit_checkpoint SET retired_at_ms = :retired_at_ms, mac = :mac WHERE first_number = :first_number",
        parameters,
      ),
      // Of all its rows: a cron without the bucket, or of an older version, may remove the rest.
      names: isLeaving(due) ? due.keepNames(ALL_ROWS, parameters) : undefined,
      rows: removalOf(lowest(":first_number", ":last_number"), parameters),
    });
  } while (goesOn());
  return true;
}

const ALL_ROWS = "SELECT number FROM audit WHERE number BETWEEN :first_number AND :last_number";

const removalOf = (rows: string, parameters: Parameters): BatchPart =>
  part(`DELETE FROM audit WHERE number IN (${rows})`, parameters);

/** Removes rows of the checkpoint that was retired last before a number. True if some are left. */
async function removeLeft(db: D1Database, due: Due, before: number): Promise<boolean> {
  const retired = (column: string) => `(SELECT ${column} FROM audit_checkpoint
    WHERE first_number < :before AND retired_at_ms IS NOT NULL ORDER BY first_number DESC LIMIT 1)`;
  const left = lowest(retired("first_number"), retired("last_number"));
  const { rows } = await batch(db, {
    names: isLeaving(due) ? due.keepNames(left, { before }) : undefined,
    rows: removalOf(left, { before }),
  });
  return rows.changes >= MAX_REMOVED_ROWS;
}

/** A partial index keeps the many that were retired before from being read. */
const oldestWithRows = (db: D1Database, after: number): Promise<Checkpoint | null> =>
  statement<Checkpoint>(
    db,
    `SELECT * FROM audit_checkpoint WHERE first_number > :after AND retired_at_ms IS NULL ORDER BY first_number LIMIT 1`,
    { after },
  ).first();

const isDue = async (db: D1Database, due: Due, checkpoint: Checkpoint): Promise<boolean> =>
  isLeaving(due)
    ? due.parts.some(
        ({ first_number: first, last_number: last }) =>
          checkpoint.first_number >= first && checkpoint.last_number <= last,
      )
    : checkpoint.made_at_ms < due.olderThanMs && !(await hasRowSince(db, checkpoint, due.olderThanMs));

/** Rows are nearly in order of their times, so the search for a young one begins at the end. */
const hasRowSince = async (db: D1Database, { first_number, last_number }: Checkpoint, sinceMs: number) =>
  (await statement(
    db,
    `SELECT 1 FROM audit WHERE number BETWEEN :first_number AND :last_number AND at_ms >= :since ORDER BY number DESC LIMIT 1`,
    { first_number, last_number, since: sinceMs },
  ).first()) !== null;
