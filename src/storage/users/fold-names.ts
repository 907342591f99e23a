// Folds the names that versions before migration 0052 stored, in bounded batches, and those that
// such a version, running alongside this one, still changes. When all are folded, the index of the
// others is empty, so that a look costs nothing.

import { fold } from "../../lib/fold.ts";
import { statement } from "../sql/sql.ts";

/** Names of one batch: some milliseconds for the Worker, and some 20 for the database. */
const MAX_FOLDED_NAMES = 2000;

/** True when there may be more. */
export async function foldNames(db: D1Database, most = MAX_FOLDED_NAMES): Promise<boolean> {
  const { results } = await statement<{ id: number; name: string }>(
    db,
    `SELECT id, display_name AS name FROM user INDEXED BY user_not_folded
     WHERE folded IS NULL AND display_name IS NOT NULL AND id > 0 ORDER BY id LIMIT :most`,
    { most },
  ).all();
  if (results.length === 0) return false;
  const rows = results.map((row) => ({ ...row, folded: fold(row.name) }));
  // A name that changed in between is folded by that change, or by the next cron.
  await statement(
    db,
    `UPDATE user SET folded = given.value ->> 'folded' FROM json_each(:rows) AS given
     WHERE user.id = given.value ->> 'id' AND user.folded IS NULL AND user.display_name = given.value ->> 'name'`,
    { rows: JSON.stringify(rows) },
  ).run();
  return results.length === most;
}
