// Whether the database was written under keys that this service has: a few rows, so that it can be asked often.
// Accounts tell it. They are few, and sealed anew last, so while one of them is under an older root, tokens may be, too. It does
// not hold the other way round: an account whose password was changed meanwhile is under the new root before the tokens are.
// Those that no longer open then are named by cron (reseal-cron.ts).

import { batch, type Results } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";
import type { Keyring } from "./keyring.ts";
import { keyIdOf } from "./sealed-places.ts";

/** Key ids that accounts are sealed under and that are not among the given roots; empty when all is well. */
export const missingKeys = async (db: D1Database, keyring: Keyring): Promise<string[]> =>
  missingAmong(await batch(db, keyStatements(db)), keyring);

export const keyStatements = (db: D1Database) => ({
  accounts: statement<KeyId>(db, `SELECT DISTINCT ${keyIdOf("sealed_password")} AS id FROM admin ORDER BY 1`, {}),
  newest: statement<KeyId>(db, `SELECT ${keyIdOf("mac")} AS id FROM audit ORDER BY number DESC LIMIT 1`, {}),
});

interface KeyId {
  id: string;
}

/** Of what `keyStatements` came to. */
export function missingAmong(
  { accounts, newest }: Results<ReturnType<typeof keyStatements>>,
  keyring: Keyring,
): string[] {
  // The trail is asked only where there is no account: its rows stay under the key that signed them, also when that is given up.
  const { rows } = accounts.rows.length > 0 ? accounts : newest;
  return rows.map(({ id }) => id).filter((id) => !keyring.all.some((keys) => keys.id === id));
}
