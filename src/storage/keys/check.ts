// Checks whether this service has the keys that the database was written under. It reads a few
// rows, so it can run often. It asks the accounts: they are few and are resealed last, so while one
// is under an older root, tokens may be, too. The converse does not hold: a new password is under
// the new root at once. Cron names tokens that no longer open (reseal-cron.ts).

import { batch, type Results } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";
import type { Keyring } from "./keyring.ts";
import { keyIdOf } from "./sealed-places.ts";

/** Ids of keys that accounts are sealed under and the keyring lacks; empty when all is well. */
export const missingKeys = async (db: D1Database, keyring: Keyring): Promise<string[]> =>
  missingAmong(await batch(db, keyStatements(db)), keyring);

export const keyStatements = (db: D1Database) => ({
  accounts: statement<KeyId>(db, `SELECT DISTINCT ${keyIdOf("sealed_password")} AS id FROM admin ORDER BY 1`),
  newest: statement<KeyId>(db, `SELECT ${keyIdOf("mac")} AS id FROM audit ORDER BY number DESC LIMIT 1`),
});

interface KeyId {
  id: string;
}

/** Finds the missing keys in the results of `keyStatements`. */
export function missingAmong(
  { accounts, newest }: Results<ReturnType<typeof keyStatements>>,
  keyring: Keyring,
): string[] {
  // Without an account the trail has to do. Its rows stay under their key even when it is dropped.
  const { rows } = accounts.rows.length > 0 ? accounts : newest;
  return rows.map(({ id }) => id).filter((id) => !keyring.all.some((keys) => keys.id === id));
}
