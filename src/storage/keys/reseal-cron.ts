// Cron reseals one small batch at a time, starting where the last one ended. D1 keeps the place, so
// that rows which do not open cannot hold up the others. `npm run rekey` reseals all at once.

import { statement } from "../sql/sql.ts";
import type { Keyring } from "./keyring.ts";
import { type Position, resealBatch, START } from "./reseal.ts";
import { COUNT_UNDER_OTHER_KEYS } from "./sealed-places.ts";

/** Rows of a batch, which cost about one PIN check. A free Worker has 10 ms of CPU time a cron. */
const MAX_BATCH_ROWS = 50;
/** Rows counted in each column. An exact larger number is not worth reading them all each time. */
const MAX_COUNTED_ROWS = 2500;
/** Rows named in one line of the log, which a person must be able to read. */
const MAX_NAMED_ROWS = 5;

export async function resealSome(db: D1Database, keyring: Keyring, most = MAX_BATCH_ROWS): Promise<void> {
  const kept = await db.prepare("SELECT place, key, owner FROM reseal").first<Position>();
  const { resealed, closed, next } = await resealBatch(db, keyring, kept ?? START, most);
  // Two crons at once read the same rows, and one of them reseals each. Either's place will do.
  if (next) await statement(db, KEEP_PLACE, { ...next }).run();
  else if (kept) await db.prepare("DELETE FROM reseal").run();
  if (closed.length > 0) {
    const names = closed.slice(0, MAX_NAMED_ROWS).map(({ column, owner }) => `${column} of ${owner}`);
    const more = closed.length > MAX_NAMED_ROWS ? ` and ${closed.length - MAX_NAMED_ROWS} more` : "";
    console.error(`reseal: sealed text that does not open was left unchanged: ${names.join(", ")}${more}`);
  }
  if (resealed === 0) return;
  const parameters = { newest: keyring.newest.id, most: MAX_COUNTED_ROWS };
  const left = (await statement<{ count: number }>(db, COUNT_UNDER_OTHER_KEYS, parameters).first())?.count ?? 0;
  console.log(
    `reseal: ${resealed} resealed under MASTER_KEY, ${left >= MAX_COUNTED_ROWS ? "many" : left} left under other keys`,
  );
}

const KEEP_PLACE = `INSERT INTO reseal (only, place, key, owner) VALUES (1, :place, :key, :owner)
  ON CONFLICT (only) DO UPDATE SET place = excluded.place, key = excluded.key, owner = excluded.owner`;
