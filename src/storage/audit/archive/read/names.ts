// Gives rows of parts the names that parts must not have. A person who was deleted has none any
// more, and stays under the pseudonym, as in D1, even if another person gets the same name later.
// The rows' MACs tell a name that is another person's.

import { batch } from "../../../sql/batch.ts";
import { part } from "../../../sql/sql.ts";
import type { NumberedRow } from "../../row.ts";

/** Whether the row is a person's, whose name may be elsewhere. */
export const isUnnamed = ({ user, pseudonym }: NumberedRow): boolean => user !== "" && user === pseudonym;

/**
 * The rows with their names, without those that D1 still has. `first`: its first number; while cron
 * removes rows, and of a row that it must not remove, D1's is the one that counts.
 */
export async function namedRows(db: D1Database, rows: readonly NumberedRow[], first: number): Promise<NumberedRow[]> {
  const pseudonyms = [...new Set(rows.filter(isUnnamed).map(({ pseudonym }) => pseudonym))];
  const numbers = rows.map(({ number }) => number).filter((number) => number >= first);
  if (pseudonyms.length + numbers.length === 0) return [...rows];
  const found = await batch(db, {
    names: part<{ pseudonym: string; user: string; first_number: number }>(
      "SELECT pseudonym, user, first_number FROM audit_name WHERE pseudonym IN (SELECT value FROM json_each(:pseudonyms))",
      { pseudonyms: JSON.stringify(pseudonyms) },
    ),
    there: part<{ number: number }>(
      "SELECT number FROM audit WHERE number IN (SELECT value FROM json_each(:numbers))",
      { numbers: JSON.stringify(numbers) },
    ),
  });
  const names = new Map(found.names.rows.map((name) => [name.pseudonym, name]));
  const there = new Set(found.there.rows.map(({ number }) => number));
  return rows
    .filter(({ number }) => !there.has(number))
    .map((row) => {
      const name = isUnnamed(row) ? names.get(row.pseudonym) : undefined;
      return name && row.number >= name.first_number ? { ...row, user: name.user } : row;
    });
}
