// Chooses the checkpoints whose rows make the next part. A part has up to 50 000 rows, but an old
// row must not wait for its number in a small installation: 10 000 are enough once the oldest is a
// day overdue, and any number once it is a month. A look costs a few rows, however many wait.

import { batch } from "../../sql/batch.ts";
import { part, statement } from "../../sql/sql.ts";
import type { Checkpoint } from "../checkpoints/checkpoint-signature.ts";
import { MAX_PART_ROWS } from "./part-format.ts";

const DAY_MS = 24 * 3600 * 1000;
const MONTH_MS = 30 * DAY_MS;
/** Enough rows of a part whose oldest row is a day overdue. */
const MIN_OVERDUE_ROWS = 10_000;
/** The newest number, the list of open logins and the newest key are read from the database. */
export const MIN_KEPT_ROWS = 2500;
/** The header names each. With a row in each five minutes they are nine days. */
const MAX_PART_CHECKPOINTS = 2500;

interface Look {
  /** The oldest checkpoint that is in no part yet. */
  readonly first: number | null;
  readonly made: number | null;
  /** When the checkpoint was made in which a whole part, or a small one, would end. */
  readonly whole: number | null;
  readonly small: number | null;
  /** The last row that may leave. */
  readonly most: number | null;
}

const OLDEST = `(SELECT first_number FROM audit_checkpoint
  WHERE first_number > :after AND retired_at_ms IS NULL ORDER BY first_number LIMIT 1)`;
const madeFor = (rows: string) => `(SELECT made_at_ms FROM audit_checkpoint
  WHERE first_number <= ${OLDEST} + ${rows} - 1 AND last_number >= ${OLDEST} + ${rows} - 1
  ORDER BY first_number DESC LIMIT 1)`;

/** `after`: the last row in a part. None: it is too early. */
export async function nextCheckpoints(db: D1Database, after: number, olderThanMs: number): Promise<Checkpoint[]> {
  const { look } = await batch(db, {
    look: part<Look>(
      `SELECT ${OLDEST} AS first, (SELECT made_at_ms FROM audit_checkpoint WHERE first_number = ${OLDEST}) AS made,
         ${madeFor(":whole")} AS whole, ${madeFor(":small")} AS small,
         min((SELECT summed_number FROM housekeeping), (SELECT max(number) FROM audit) - ${MIN_KEPT_ROWS}) AS most`,
      { after, whole: MAX_PART_ROWS, small: MIN_OVERDUE_ROWS },
    ),
  });
  const { first = null, made = null, whole = null, small = null, most = null } = look.rows[0] ?? {};
  if (first === null || made === null || most === null) return [];
  const isOld = (madeMs: number | null) => madeMs !== null && madeMs < olderThanMs;
  const isDue = isOld(whole) || (made < olderThanMs - DAY_MS && isOld(small)) || made < olderThanMs - MONTH_MS;
  if (!isDue) return [];
  const { results } = await statement<Checkpoint>(
    db,
    `SELECT * FROM audit_checkpoint WHERE first_number BETWEEN :first AND :most
     ORDER BY first_number LIMIT ${MAX_PART_CHECKPOINTS}`,
    { first, most: Math.min(most, first + MAX_PART_ROWS - 1) },
  ).all();
  const end = results.findIndex(
    ({ last_number, made_at_ms }) => last_number > most || last_number >= first + MAX_PART_ROWS || !isOld(made_at_ms),
  );
  return end < 0 ? results : results.slice(0, end);
}
