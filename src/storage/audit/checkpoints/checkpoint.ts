// Checkpoints of the audit trail: cron signs the first and last number, the count, and a digest of
// the ids in order. So a removed, changed or reordered row is found, and no writer waits for
// another. Each checkpoint holds the link of the one before it, and a Durable Object holds the
// newest link (./head.ts): a trail that does not continue it is reported and not signed.
//
// The checkpoint is written first, then the object advances. If the machine dies in between, the
// next cron advances it to the checkpoint in the table: without the key nobody can make one.

import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import { type Checkpoint, chainLink, digestOf, isSigned, sign } from "./checkpoint-signature.ts";
import type { Head, HeadKeeper } from "./head.ts";

/** Rows that one checkpoint covers. One query reads their ids, and logins wait for it. */
const MAX_CHECKPOINT_ROWS = 2500;
/** Checkpoints that are read at once. */
const MAX_READ_CHECKPOINTS = 1000;

export type SigningResult =
  | { readonly ok: true /** Whether rows may be left to sign. */; readonly more: boolean }
  /** `problem` is in plain words. Nothing was signed. */
  | { readonly ok: false; readonly problem: string };

/** Signs the rows since the last checkpoint: once if there are any, and more while `goesOn`. */
export async function makeCheckpoints(
  db: D1Database,
  keyring: Keyring,
  keeper: HeadKeeper,
  nowMs: number,
  goesOn: () => boolean = () => true,
): Promise<SigningResult> {
  const reached = await reachHead(db, keyring, keeper);
  if (!reached.ok) {
    console.error(
      `audit: no checkpoint was signed, because the trail does not continue the signed part: ${reached.problem}`,
    );
    return reached;
  }
  let { head } = reached;
  do {
    const rows = await rowsAfter<{ number: number; id: string }>(
      db,
      "number, id",
      head.lastNumber,
      MAX_CHECKPOINT_ROWS,
    );
    const [first] = rows;
    if (!first) return { ok: true, more: false };
    const last = rows.at(-1) ?? first;
    const unsigned = {
      first_number: first.number,
      last_number: last.number,
      row_count: rows.length,
      digest: await digestOf(rows),
      made_at_ms: nowMs,
      retired_at_ms: null,
      previous: head.link,
    };
    // The first number is the key: of two crons one makes the checkpoint, and the other ends here.
    const { meta } = await statement(
      db,
      `INSERT INTO audit_checkpoint (first_number, last_number, row_count, digest, made_at_ms, retired_at_ms, previous, mac)
       VALUES (:first_number, :last_number, :row_count, :digest, :made_at_ms, :retired_at_ms, :previous, :mac)
       ON CONFLICT DO NOTHING`,
      { ...unsigned, mac: await sign(keyring, unsigned) },
    ).run();
    const next = { lastNumber: last.number, link: await chainLink(unsigned), checkpoints: head.checkpoints + 1 };
    if (meta.changes === 0 || !(await keeper.advance(head, next))) return { ok: true, more: true };
    head = next;
    if (rows.length < MAX_CHECKPOINT_ROWS) return { ok: true, more: false };
  } while (goesOn());
  return { ok: true, more: true };
}

type HeadResult = { readonly ok: true; readonly head: Head } | { readonly ok: false; readonly problem: string };

/** Advances the object over every signed checkpoint in the table, to the head that is returned. */
async function reachHead(db: D1Database, keyring: Keyring, keeper: HeadKeeper): Promise<HeadResult> {
  const recorded = await keeper.read();
  if (!recorded) return beginChain(db, keyring, keeper);
  const problem = await differenceFrom(db, recorded);
  if (problem !== undefined) return { ok: false, problem };
  let head = recorded;
  // Usually there is none, and one after a cron that died.
  for (const checkpoint of await checkpointsFrom(db, head.lastNumber + 1)) {
    if (checkpoint.previous !== head.link || !(await isSigned(keyring, checkpoint)))
      return { ok: false, problem: `${rowsText(checkpoint)}: the checkpoint does not continue the one before it` };
    const { last_number: lastNumber } = checkpoint;
    const next = { lastNumber, link: await chainLink(checkpoint), checkpoints: head.checkpoints + 1 };
    // Another cron has advanced the object meanwhile, so begin again from where it is.
    if (!(await keeper.advance(head, next))) return reachHead(db, keyring, keeper);
    head = next;
  }
  return { ok: true, head };
}

/**
 * Write access to the database cannot empty the object, so an empty one is new. The chain then
 * begins, once, at the newest checkpoint of the table, even if that is older than the chain.
 */
async function beginChain(db: D1Database, keyring: Keyring, keeper: HeadKeeper): Promise<HeadResult> {
  const newest = await newestUpTo(db, Number.MAX_SAFE_INTEGER);
  if (newest && !(await isSigned(keyring, newest)))
    return { ok: false, problem: `${rowsText(newest)}: the checkpoint was changed` };
  const begun = {
    lastNumber: newest?.last_number ?? 0,
    link: newest ? await chainLink(newest) : "",
    // Counted this once; from then on the object holds the number.
    checkpoints: await countUpTo(db, newest?.last_number ?? 0),
  };
  if (!(await keeper.advance(null, begun))) return reachHead(db, keyring, keeper);
  if (newest) console.warn(`audit: the chain of checkpoints begins after row ${begun.lastNumber}`);
  return { ok: true, head: begun };
}

/** How the table differs from the object's head, in plain words; undefined when it does not. */
export async function differenceFrom(db: D1Database, { lastNumber, link }: Head): Promise<string | undefined> {
  if (lastNumber === 0) return undefined;
  const newest = await newestUpTo(db, lastNumber);
  if (newest?.last_number === lastNumber && (await chainLink(newest)) === link) return undefined;
  const fate = newest?.last_number === lastNumber ? "was replaced" : "is gone";
  return `the newest signed checkpoint, up to row ${lastNumber}, ${fate}`;
}

/** The checkpoints that begin at a row or after it, in order, as many as may be read at once. */
export async function checkpointsFrom(db: D1Database, first: number): Promise<Checkpoint[]> {
  const sql = `SELECT * FROM audit_checkpoint WHERE first_number >= :first ORDER BY first_number LIMIT ${MAX_READ_CHECKPOINTS}`;
  return (await statement<Checkpoint>(db, sql, { first }).all()).results;
}

/** The checkpoint that covers a row, or else the last one before it. */
export async function newestUpTo(db: D1Database, last: number): Promise<Checkpoint | null> {
  const sql = "SELECT * FROM audit_checkpoint WHERE first_number <= :last ORDER BY first_number DESC LIMIT 1";
  return statement<Checkpoint>(db, sql, { last }).first();
}

async function countUpTo(db: D1Database, last: number): Promise<number> {
  const sql = "SELECT count(*) AS n FROM audit_checkpoint WHERE first_number <= :last";
  return (await statement<{ n: number }>(db, sql, { last }).first())?.n ?? 0;
}

export const rowsText = ({ first_number, last_number }: Pick<Checkpoint, "first_number" | "last_number">): string =>
  `rows ${first_number} to ${last_number}`;

/** The next `most` rows after a number. */
async function rowsAfter<Row>(db: D1Database, columns: string, after: number, most: number): Promise<Row[]> {
  const sql = `SELECT ${columns} FROM audit WHERE number > :after ORDER BY number LIMIT :most`;
  return (await statement<Row>(db, sql, { after, most }).all()).results;
}
