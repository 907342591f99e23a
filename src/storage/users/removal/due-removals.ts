// Cron removes the people whom a directory has deleted some days ago, as an account's DELETE does.
// Until then an account can bring them back; each statement asks again, so whoever is brought back
// at the same time stays whole.

import { batch } from "../../sql/batch.ts";
import { statement } from "../../sql/sql.ts";
import { removal } from "./removal.ts";

/** People of one batch, each with tokens and rows of the trail, while logins wait. */
const MAX_PEOPLE = 20;

const IS_DUE = "deleted_at_ms <= :before";

/** True when there may be more. */
export async function removeDeleted(db: D1Database, beforeMs: number): Promise<boolean> {
  const { results } = await statement<{ id: number }>(
    db,
    `SELECT id FROM user WHERE ${IS_DUE} ORDER BY deleted_at_ms LIMIT ${MAX_PEOPLE}`,
    { before: beforeMs },
  ).all();
  if (results.length === 0) return false;
  const parameters = { before: beforeMs, ids: JSON.stringify(results.map(({ id }) => id)) };
  const people = `SELECT gone.name, gone.realm FROM user AS gone
    WHERE gone.id IN (SELECT value FROM json_each(:ids)) AND gone.${IS_DUE}`;
  await batch(db, removal(people, "true", parameters));
  return results.length === MAX_PEOPLE;
}
