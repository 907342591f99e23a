// Verifies that the audit trail is whole: no row was changed, is missing or stands in another's
// place; each checkpoint is signed and continues the one before it; the newest is the one that the
// object of ./head.ts holds; and no row has been unsigned for long.
//
// Only the whole trail shows whether a checkpoint before the examined part is missing, and whether
// the rows of one that is only partly in it are those that were signed.

import type { Verification } from "../../../core/ports/audit.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import type { NumberedRow } from "../row.ts";
import { checkpointsFrom, differenceFrom, newestUpTo, rowsText } from "./checkpoint.ts";
import { type Checkpoint, chainLink, digestOf, isSigned } from "./checkpoint-signature.ts";
import { ExaminedRows } from "./examined-rows.ts";
import type { Head } from "./head.ts";

/** Rows that no checkpoint has signed could be removed unseen. Cron signs every few minutes. */
const MAX_UNSIGNED_MS = 2 * 3_600_000;
/** Rows that are held in memory at once. */
const MAX_READ_ROWS = 1000;

interface VerificationRange {
  readonly nowMs: number;
  /** The head that the object holds; undefined when it could not be asked. */
  readonly head: Head | null | undefined;
  /** How many of the newest rows to examine, with their checkpoints; undefined: the whole trail. */
  readonly newest?: number;
  /** With the rows of the archive, which come before those of the database. */
  readonly examined?: ExaminedRows;
}

export async function verifyAudit(
  db: D1Database,
  keyring: Keyring,
  { nowMs, head, newest, examined = new ExaminedRows(keyring) }: VerificationRange,
): Promise<Verification> {
  const { problems, last: archivedTo } = examined;
  const sequence = await db.prepare("SELECT seq AS n FROM sqlite_sequence WHERE name = 'audit'").first<{ n: number }>();
  const end = sequence?.n ?? 0;
  const isWhole = newest === undefined || newest >= end;
  const begin = isWhole ? 1 : end - newest + 1;
  const covering = await newestUpTo(db, begin);
  const from = covering && covering.last_number >= begin ? covering.first_number : begin;
  let next = from;
  let checkpoints = 0;
  let upToHead = 0;
  let before = await chainedBefore(from);
  const left: { first: number; last: number }[] = [];
  let lastLeft = 0;
  for (let cursor = from; ; ) {
    const some = await checkpointsFrom(db, cursor);
    const [last] = some.slice(-1);
    // There may be more forged checkpoints than rows, so a part has a limit for these as well.
    for (const checkpoint of isWhole ? some : some.slice(0, newest)) await examineCheckpoint(checkpoint);
    if (!last || !isWhole) break;
    cursor = last.first_number + 1;
  }
  let unsigned: { first: number; last: number } | undefined;
  await examineRows(Math.max(next, begin), end, ({ number, at_ms }) => {
    if (at_ms < nowMs - MAX_UNSIGNED_MS) unsigned = { first: unsigned?.first ?? number, last: number };
  });
  if (unsigned)
    problems.push(
      `rows ${unsigned.first} to ${unsigned.last}: older than two hours, and no checkpoint has signed them`,
    );
  if (isWhole) for (const { first, last } of left) await examineLeft(first, last);
  examined.tellCopies();
  if (head !== undefined) await compare(head);
  return { rows: examined.count, checkpoints, problems };

  /** The checkpoint before the part that is examined. */
  async function chainedBefore(first: number): Promise<{ link: string; chained: boolean }> {
    const checkpoint = await newestUpTo(db, first - 1);
    return checkpoint
      ? { link: await chainLink(checkpoint), chained: checkpoint.previous !== null }
      : { link: "", chained: false };
  }

  async function examineCheckpoint(checkpoint: Checkpoint): Promise<void> {
    checkpoints++;
    if (head && checkpoint.first_number <= head.lastNumber) upToHead++;
    const { first_number: first, last_number: last } = checkpoint;
    const range = rowsText(checkpoint);
    if (!(await isSigned(keyring, checkpoint))) problems.push(`${range}: the checkpoint was changed`);
    // A checkpoint without a link is older than the chain, so it must not follow one with a link.
    const continues = checkpoint.previous === null ? !before.chained : checkpoint.previous === before.link;
    if (first !== next) problems.push(`rows ${next} to ${first - 1}: no checkpoint covers them`);
    else if (!continues) problems.push(`${range}: the checkpoint does not continue the one before it`);
    before = { link: await chainLink(checkpoint), chained: checkpoint.previous !== null };
    next = last + 1;
    if (checkpoint.retired_at_ms !== null) {
      lastLeft = first;
      const range = left.at(-1);
      if (range?.last === first - 1) range.last = last;
      else left.push({ first, last });
      return;
    }
    const ids: { id: string }[] = [];
    await examineRows(Math.max(first, begin), Math.min(last, end), ({ id }) => ids.push({ id }));
    if (first >= begin && (await digestOf(ids)) !== checkpoint.digest)
      problems.push(`${range}: the rows or their order do not match the checkpoint`);
  }

  /** Usually there are none; some of the last checkpoint's if cron goes on with it. */
  async function examineLeft(first: number, last: number): Promise<void> {
    for (let next = first; ; ) {
      const rows = await rowsBetween(db, next, last);
      for (const row of rows) await examined.examineLeft(row, row.number >= Math.max(lastLeft, archivedTo + 1));
      if (rows.length < MAX_READ_ROWS) return;
      next = (rows.at(-1)?.number ?? last) + 1;
    }
  }

  /** Examines the rows from `first` to `last`, and hands each that is there to `also`. */
  async function examineRows(first: number, last: number, also: (row: NumberedRow) => void): Promise<void> {
    for (let start = first; start <= last; start += MAX_READ_ROWS) {
      const stop = Math.min(start + MAX_READ_ROWS - 1, last);
      const rows = await rowsBetween(db, start, stop);
      await examined.examine(rows, start, stop);
      rows.forEach(also);
    }
  }

  /** Compares the newest checkpoint with the head; the number of all only in the whole trail. */
  async function compare(recorded: Head | null): Promise<void> {
    if (!recorded) {
      if (before.chained) problems.push("the checkpoints are chained, but no object holds the newest of them");
      return;
    }
    const difference = await differenceFrom(db, recorded);
    if (difference !== undefined) problems.push(difference);
    if (isWhole && upToHead !== recorded.checkpoints)
      problems.push(`checkpoints up to row ${recorded.lastNumber}: ${recorded.checkpoints} made, ${upToHead} found`);
  }
}

const rowsBetween = async (db: D1Database, first: number, last: number): Promise<NumberedRow[]> =>
  (
    await statement<NumberedRow>(
      db,
      `SELECT * FROM audit WHERE number BETWEEN :first AND :last ORDER BY number LIMIT ${MAX_READ_ROWS}`,
      {
        first,
        last,
      },
    ).all()
  ).results;
