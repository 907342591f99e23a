// Anyone can open a login for a token without a PIN. A stranger could open them without end, each
// costing an object and rows in the trail, so only a few may be open at once. D1's single writer
// lets exactly as many through as there are places, and the others make no object. A login gives
// its place back as soon as the phone has answered it, or else when it expires.
//
// Logins that a PIN or an account vouches for are not counted, and write nothing here.

import type { OpenLogins } from "../../core/ports/tokens/open-logins.ts";
import { siteOf } from "../../lib/network.ts";
import { noteRow } from "../../request-record.ts";
import { insertRow } from "../audit/row.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { followUp, part } from "../sql/sql.ts";

/**
 * Enough for one person with a few tabs, while other networks keep their places. A network is an
 * IPv6 /48: one line has hundreds of /64 and could take every place.
 */
const MAX_LOGINS_OF_NETWORK = 5;
/** A stranger must fill five networks to keep the owner from opening a login. */
const MAX_LOGINS_OF_TOKEN = 25;

/** Reserves a place with every token that may answer, or with none. */
const RESERVE = `
  INSERT OR IGNORE INTO open_to_anyone (serial, attempt_id, network, expires_at_ms)
  SELECT value, :attempt, :network, :expires FROM json_each(:serials)
  WHERE NOT EXISTS (
    SELECT 1 FROM json_each(:serials) AS mine WHERE (
      SELECT count(*) >= ${MAX_LOGINS_OF_TOKEN} OR total(other.network = :network) >= ${MAX_LOGINS_OF_NETWORK}
      FROM open_to_anyone AS other WHERE other.serial = mine.value AND other.expires_at_ms > :now))`;

/** Parameters: `attempt`, `serials`. */
const PLACES = "(serial, attempt_id) IN (SELECT value, :attempt FROM json_each(:serials))";

export const createReserve =
  (db: D1Database, notes: Notes): OpenLogins["reserve"] =>
  async ({ attemptId, serials, expiresAtMs }, client, nowMs, opening) => {
    const parameters = {
      attempt: attemptId,
      serials: JSON.stringify(serials),
      network: siteOf(client),
      expires: expiresAtMs,
      now: nowMs,
    };
    // Beyond the budget an opening is no login that was refused: it has only its event.
    const { count, row, signed } = await notes.ofStrangerAfter(opening);
    const done = await batch(db, {
      reserved: part(RESERVE, parameters),
      count: after("reserved", count),
      row: after("count", row),
      // Without a row, the place keeps it for the answer. If there was no place, none is found.
      unnoted: after(
        "row",
        followUp(db, `UPDATE open_to_anyone SET noted = 0, opening = :opening WHERE changes() = 0 AND ${PLACES}`, {
          ...parameters,
          opening: signed,
        }),
      ),
    });
    if (done.row.changes > 0) noteRow();
    return done.reserved.changes > 0;
  };

/**
 * Writes the row of the opening if it has none: whoever answers is no stranger. It has the time of
 * the opening. `guard` is what accepts the answer. An index has the places without a row, so that
 * nothing is read for any other.
 */
export const openingRowSql = (guard: string): string =>
  insertRow(
    `(SELECT opening FROM open_to_anyone WHERE attempt_id = :attempt AND noted = 0 AND EXISTS (${guard}) LIMIT 1)`,
  );

/** Gives the place back once the login of these tokens is answered. */
export const giveBackSql = (guard: string): string => `DELETE FROM open_to_anyone WHERE ${PLACES} AND ${guard}`;
