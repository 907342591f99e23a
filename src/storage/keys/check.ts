// Checks whether this service has the keys that the database was written under. It reads a few rows, so it can run often.
// It asks the accounts: they are few and are resealed last, so while one of them is under an older root, tokens may be, too. The
// converse does not hold: an account whose password has changed is under the new root before the tokens are. Cron names tokens
// that no longer open (reseal-cron.ts).

import { batch, type Results } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";
import type { Keyring } from "./keyring.ts";
import { keyIdOf } from "./sealed-places.ts";

/** Ids of keys that accounts are sealed under and that the keyring lacks; empty when all is well. */
export const missingKeys = async (db: D1Database, keyring: Keyring): Promise<string[]> =>
  missingAmong(await batch(db, keyStatements(db)), keyring);

export const keyStatements = (db: D1Database) => ({
  accounts: statement<KeyId>(db, `SELECT DISTINCT ${keyIdOf("sealed_password")} AS id FROM admin ORDER BY 1`, {}),
  newest: statement<KeyId>(db, `SELECT ${keyIdOf("mac")} AS id FROM audit ORDER BY number DESC LIMIT 1`, {}),
});

interface KeyId {
  id: string;
}

/** Finds the missing keys in the results of `keyStatements`. */
export function missingAmong(
  { accounts, newest }: Results<ReturnType<typeof keyStatements>>,
  keyring: Keyring,
): string[] {
  // The trail is used only when there is no account: its rows stay under the key that signed them, even when that key is dropped.
  const { rows } = accounts.rows.length > 0 ? accounts : newest;
  return rows.map(({ id }) => id).filter((id) => !keyring.all.some((keys) => keys.id === id));
}
