// The index of open logins: who may answer which, for administrators to see. The transaction's own object is what counts.
//
// For a login that anyone can open, since its token has no PIN, the index also holds the bound on how many are open at once:
// without it a stranger could open logins without end, each an object, and rows here and in the trail. Of many that are
// opened at once, D1's single writer lets exactly as many through as there is room for, and the objects of the others are
// cancelled. What the phone has answered makes room at once, the rest when it expires.

import type { IndexedLogin } from "../../core/ports/open-logins.ts";
import { statement } from "../sql/sql.ts";

const MOST_OF_NETWORK = 5;
const MOST_OF_TOKEN = 25;

const INSERT = `
  INSERT OR IGNORE INTO challenge
    (attempt_id, serial, session_key, question, opened_at_ms, expires_at_ms, answered, network)
  SELECT value ->> 'attemptId', value ->> 'serial', value ->> 'sessionKey', value ->> 'question',
         value ->> 'openedAtMs', value ->> 'expiresAtMs', 0, :network
  FROM json_each(:rows)`;

/** Of all tokens that may answer, the one with the most open logins decides. */
const HAS_ROOM = `NOT EXISTS (
  SELECT 1 FROM json_each(:rows) AS mine JOIN challenge AS other ON other.serial = mine.value ->> 'serial'
  WHERE other.network IS NOT NULL AND NOT other.answered AND other.expires_at_ms > :now
  GROUP BY other.serial
  HAVING count(*) >= ${MOST_OF_TOKEN} OR sum(other.network = :network) >= ${MOST_OF_NETWORK})`;

const rowsOf = (logins: readonly IndexedLogin[]): string => JSON.stringify(logins);

export async function noteOpened(db: D1Database, logins: readonly IndexedLogin[]): Promise<void> {
  await statement(db, INSERT, { rows: rowsOf(logins), network: null }).run();
}

/** False, and nothing is written, when there is no room. */
export async function noteOpenedByAnyone(
  db: D1Database,
  logins: readonly IndexedLogin[],
  network: string,
  nowMs: number,
): Promise<boolean> {
  const parameters = { rows: rowsOf(logins), network, now: nowMs };
  return (await statement(db, `${INSERT} WHERE ${HAS_ROOM}`, parameters).run()).meta.changes > 0;
}
