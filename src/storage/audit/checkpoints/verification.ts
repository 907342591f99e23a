// Verifies that the audit trail is whole: no row was changed, is missing or stands in another's
// place; each checkpoint is signed and continues the one before it; the newest is the one that the
// object of ./head.ts holds; and no row has been unsigned for long.
//
// Only the whole trail shows whether a checkpoint before the examined part is missing, and whether
// the rows of one that is only partly in it are those that were signed.

import { boundTextFault } from "../../../core/audit/bound-text.ts";
import type { Verification } from "../../../core/ports/audit.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import type { AuditRow } from "../row.ts";
import { signatureOf } from "../signature.ts";
import { checkpointsFrom, differenceFrom, newestUpTo, rowsText } from "./checkpoint.ts";
import { type Checkpoint, chainLink, digestOf, isSigned } from "./checkpoint-signature.ts";
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
}

type Row = AuditRow & { readonly number: number };

export async function verifyAudit(
  db: D1Database,
  keyring: Keyring,
  { nowMs, head, newest }: VerificationRange,
): Promise<Verification> {
  const problems: string[] = [];
  let newer: { readonly first: number; readonly last: number; readonly place: number } | undefined;
  const copies = new Copies();
  const sequence = await db.prepare("SELECT seq AS n FROM sqlite_sequence WHERE name = 'audit'").first<{ n: number }>();
  const end = sequence?.n ?? 0;
  const isWhole = newest === undefined || newest >= end;
  const begin = isWhole ? 1 : end - newest + 1;
  const covering = await newestUpTo(db, begin);
  const from = covering && covering.last_number >= begin ? covering.first_number : begin;
  let next = from;
  let count = 0;
  let checkpoints = 0;
  let upToHead = 0;
  let before = await chainedBefore(from);
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
  // After the last checkpoint no digest exposes a row's copy, and its MAC is valid. So compare ids.
  for (const number of copies.numbers) problems.push(`row ${number} is a copy of another`);
  if (head !== undefined) await compare(head);
  return { rows: count, checkpoints, problems };

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
    if (checkpoint.retired_at_ms !== null) return;
    const ids: { id: string }[] = [];
    await examineRows(Math.max(first, begin), Math.min(last, end), ({ id }) => ids.push({ id }));
    if (first >= begin && (await digestOf(ids)) !== checkpoint.digest)
      problems.push(`${range}: the rows or their order do not match the checkpoint`);
  }

  /** Back at an older version, thousands of rows may be newer, so a run of them is one line. */
  function tellNewer(number: number): void {
    newer =
      newer?.last === number - 1 ? { ...newer, last: number } : { first: number, last: number, place: problems.length };
    const { first, last, place } = newer;
    const which = first === last ? `row ${first} was` : `rows ${first} to ${last} were`;
    problems[place] = `${which} signed by a newer version, and not verified`;
  }

  /** Examines the rows from `first` to `last`, and hands each that is there to `also`. */
  async function examineRows(first: number, last: number, also: (row: Row) => void): Promise<void> {
    for (let start = first; start <= last; start += MAX_READ_ROWS) {
      const stop = Math.min(start + MAX_READ_ROWS - 1, last);
      const rows = await rowsBetween(db, start, stop);
      const present = new Set(rows.map(({ number }) => number));
      for (let number = start; number <= stop; number++)
        if (!present.has(number)) problems.push(`row ${number} is missing`);
      for (const row of rows) {
        const signature = await signatureOf(keyring, row);
        if (signature === "changed") problems.push(`row ${row.number} was changed`);
        if (signature === "newer") tellNewer(row.number);
        const fault = await boundTextFault(row);
        if (fault !== undefined) problems.push(`row ${row.number} ${fault}`);
        copies.look(row);
        also(row);
      }
      count += rows.length;
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

const rowsBetween = async (db: D1Database, first: number, last: number): Promise<Row[]> =>
  (
    await statement<Row>(db, "SELECT * FROM audit WHERE number BETWEEN :first AND :last ORDER BY number", {
      first,
      last,
    }).all()
  ).results;

/** Rows with the id of an earlier one. A Set holds 16 million, so each first letter has its own. */
class Copies {
  readonly numbers: number[] = [];
  readonly #seen = new Map<string, Set<string>>();

  look({ id, number }: Row): void {
    const seen = this.#seen.get(id.charAt(0)) ?? new Set();
    if (seen.has(id)) this.numbers.push(number);
    this.#seen.set(id.charAt(0), seen.add(id));
  }
}
