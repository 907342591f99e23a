// Verifies that the audit trail is whole: no row was changed, is missing or stands in another's place; each checkpoint is signed and
// continues the one before it; the newest is the one that the object of ./head.ts holds; and no row has been unsigned for long.

import type { Verification } from "../../core/ports/audit.ts";
import type { Keyring } from "../keys/keyring.ts";
import { statement } from "../sql/sql.ts";
import { countUpTo, differenceFrom, MAX_CHECKPOINT_ROWS, rangeOf, rowsAfter } from "./checkpoint.ts";
import { type Checkpoint, digestOf, isSigned, linkOf } from "./checkpoint-signature.ts";
import type { Head } from "./head.ts";
import { type AuditRow, isIntact } from "./row.ts";

/** Cron runs every hour and may miss one run. A row that is unsigned for longer could be changed unseen. */
const MAX_UNSIGNED_MS = 2 * 3_600_000;

export interface Examined {
  readonly nowMs: number;
  /** The head that the object holds; undefined when it could not be asked. */
  readonly head: Head | null | undefined;
  /** Examines from the checkpoint on that covers the row this far from the end; undefined examines the whole trail. */
  readonly newest?: number;
}

type Row = AuditRow & { readonly number: number };

export async function verifyAudit(
  db: D1Database,
  keyring: Keyring,
  { nowMs, head, newest = Number.MAX_SAFE_INTEGER }: Examined,
): Promise<Verification> {
  const problems: string[] = [];
  const sequence = await db.prepare("SELECT seq AS n FROM sqlite_sequence WHERE name = 'audit'").first<{ n: number }>();
  const end = sequence?.n ?? 0;
  const wanted = Math.max(1, end - newest + 1);
  const { results: checkpoints } = await statement(
    db,
    "SELECT * FROM audit_checkpoint WHERE last_number >= :wanted ORDER BY first_number",
    { wanted },
  ).all<Checkpoint>();
  // When only a part is examined, a checkpoint missing right before it is not reported.
  const from = wanted === 1 ? 1 : Math.min(wanted, checkpoints[0]?.first_number ?? wanted);
  let [next, count] = [from, 0];
  let before = await chainedBefore(from);
  for (const checkpoint of checkpoints) {
    const range = rangeOf(checkpoint);
    if (!(await isSigned(keyring, checkpoint))) problems.push(`${range}: the checkpoint was changed`);
    // A checkpoint without a link is from before there was a chain, and may follow only another one without.
    const continues = checkpoint.previous === null ? !before.chained : checkpoint.previous === before.link;
    if (checkpoint.first_number !== next)
      problems.push(`rows ${next} to ${checkpoint.first_number - 1}: no checkpoint covers them`);
    else if (!continues) problems.push(`${range}: the checkpoint does not continue the one before it`);
    before = { link: await linkOf(checkpoint), chained: checkpoint.previous !== null };
    next = checkpoint.last_number + 1;
    if (checkpoint.retired_at_ms !== null) continue;
    const rows = await rowsAfter<Row>(db, "*", checkpoint.first_number - 1, checkpoint.last_number);
    count += rows.length;
    await examine(rows, checkpoint.first_number, checkpoint.last_number);
    if ((await digestOf(rows)) !== checkpoint.digest)
      problems.push(`${range}: the rows or their order do not match the checkpoint`);
  }
  let unsigned: { first: number; last: number } | undefined;
  for (; next <= end; next += MAX_CHECKPOINT_ROWS) {
    const last = Math.min(next + MAX_CHECKPOINT_ROWS - 1, end);
    const rows = await rowsAfter<Row>(db, "*", next - 1, last);
    count += rows.length;
    await examine(rows, next, last);
    for (const { number } of rows.filter(({ at_ms }) => at_ms < nowMs - MAX_UNSIGNED_MS))
      unsigned = { first: unsigned?.first ?? number, last: number };
  }
  if (unsigned)
    problems.push(
      `rows ${unsigned.first} to ${unsigned.last}: older than two hours, and no checkpoint has signed them`,
    );
  // After the last checkpoint no digest exposes a copy of a row, and the copy's MAC is valid too. So look for equal ids.
  const { results: copies } = await statement(
    db,
    "SELECT max(number) AS number FROM audit WHERE number >= :from GROUP BY id HAVING count(*) > 1 ORDER BY 1",
    { from },
  ).all<{ number: number }>();
  for (const { number } of copies) problems.push(`row ${number} is a copy of another`);
  if (head !== undefined) await compare(head);
  return { rows: count, checkpoints: checkpoints.length, problems };

  /** The checkpoint before the part that is examined. */
  async function chainedBefore(first: number): Promise<{ link: string; chained: boolean }> {
    const sql = "SELECT * FROM audit_checkpoint WHERE first_number < :first ORDER BY first_number DESC LIMIT 1";
    const checkpoint = await statement(db, sql, { first }).first<Checkpoint>();
    return checkpoint
      ? { link: await linkOf(checkpoint), chained: checkpoint.previous !== null }
      : { link: "", chained: false };
  }

  async function examine(rows: readonly Row[], first: number, last: number): Promise<void> {
    const present = new Set(rows.map((row) => row.number));
    for (let number = first; number <= last; number++)
      if (!present.has(number)) problems.push(`row ${number} is missing`);
    for (const row of rows) if (!(await isIntact(keyring, row))) problems.push(`row ${row.number} was changed`);
  }

  /** Compares the head with the whole table, even if only a part was examined. */
  async function compare(held: Head | null): Promise<void> {
    if (!held) {
      if (before.chained) problems.push("the checkpoints are chained, but no object holds the newest of them");
      return;
    }
    const difference = await differenceFrom(db, held);
    if (difference !== undefined) problems.push(difference);
    const present = await countUpTo(db, held.lastNumber);
    if (present !== held.checkpoints)
      problems.push(`checkpoints up to row ${held.lastNumber}: ${held.checkpoints} made, ${present} found`);
  }
}
