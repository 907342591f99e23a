// Reseals under the newest root what is sealed under another, in bounded batches that may stop at
// any moment and start anywhere. A text that does not open (its key is missing, it was changed, or
// it was copied from another row) stays as it is and is named. No generation rises, so sessions and
// open logins go on: a login has its own copy of the secret, which the older root opens.

import { statement } from "../sql/sql.ts";
import type { Keyring } from "./keyring.ts";
import { createSealer } from "./seal.ts";
import { rowsUnderOtherKeys, SEALED_PLACES, type SealedPlace } from "./sealed-places.ts";

/** The row after which a batch begins. */
export interface Position {
  /** Index in SEALED_PLACES. */
  readonly place: number;
  readonly key: string;
  readonly owner: string;
}

export const START: Position = { place: 0, key: "", owner: "" };

/** A row whose sealed text does not open. */
export interface UnopenedRow {
  /** Table and column, such as `token.sealed_secret`. */
  readonly column: string;
  /** The row's serial or name. */
  readonly owner: string;
}

interface ResealResult {
  readonly resealed: number;
  /** Rows that another request wrote in the meantime. */
  readonly overtaken: number;
  readonly closed: readonly UnopenedRow[];
  /** Where the next batch begins; undefined at the end. */
  readonly next: Position | undefined;
}

interface Row {
  key: string;
  owner: string;
  sealed: string;
}

/** Reads `most` rows or fewer, in a few statements. */
export async function resealBatch(
  db: D1Database,
  keyring: Keyring,
  from: Position,
  most: number,
): Promise<ResealResult> {
  const done = { resealed: 0, overtaken: 0, closed: [] as UnopenedRow[] };
  let position = from;
  let left = most;
  for (let place = SEALED_PLACES[from.place]; place; place = SEALED_PLACES[position.place]) {
    const { results: rows } = await statement<Row>(db, rowsUnderOtherKeys(place), {
      key: position.key,
      owner: position.owner,
      newest: keyring.newest.id,
      most: left,
    }).all();
    const { resealed, closed } = await sealAgain(keyring, place, rows);
    const replaced = resealed.length > 0 ? await replace(db, place, resealed) : 0;
    done.resealed += replaced;
    done.overtaken += resealed.length - replaced;
    done.closed.push(...closed);
    const last = rows.at(-1);
    left -= rows.length;
    if (left === 0 && last) return { ...done, next: { place: position.place, key: last.key, owner: last.owner } };
    position = { ...START, place: position.place + 1 };
  }
  return { ...done, next: undefined };
}

interface Replacement {
  owner: string;
  old: string;
  fresh: string;
}

async function sealAgain(keyring: Keyring, { table, column, purpose }: SealedPlace, rows: readonly Row[]) {
  const sealer = createSealer(keyring);
  const [resealed, closed]: [Replacement[], UnopenedRow[]] = [[], []];
  for (const { owner, sealed: old } of rows)
    try {
      const plain = await sealer.open(purpose, owner, old);
      // A phone sends its address with each answer: sealed alike, it is only written if it changed.
      const fresh = await (purpose === "push" ? sealer.sealAlike : sealer.seal)(purpose, owner, plain);
      resealed.push({ owner, old, fresh });
    } catch {
      closed.push({ column: `${table}.${column}`, owner });
    }
  return { resealed, closed };
}

/** One statement, since a free Worker may run only fifty. Returns the number of rows changed. */
async function replace(db: D1Database, { table, column, owner }: SealedPlace, rows: Replacement[]): Promise<number> {
  // What an enrolment, a new PIN or a new password wrote since the read is not the old text, and
  // stays. A row that was deleted and recreated has another text, too, or the same sealed alike.
  const { meta } = await statement(
    db,
    `UPDATE ${table} SET ${column} = given.value ->> 'fresh' FROM json_each(:rows) AS given
     WHERE ${table}.${owner} = given.value ->> 'owner' AND ${table}.${column} = given.value ->> 'old'`,
    { rows: JSON.stringify(rows) },
  ).run();
  return meta.changes;
}
