// The lock of a token: one atomic statement each on D1's single writer, so it holds across transactions and continents.
// Two answers that meet here are put in order by D1; whoever comes second sees what the first has left.

import type { TokenLock, TokenMoment } from "../core/ports.ts";

/** A token that may take part in a login. */
const USABLE = "active = 1 AND revoked = 0 AND failcount < max_fail";

export function createTokenLock(db: D1Database): TokenLock {
  return {
    async acceptResponse({ id, generation }) {
      const accepted = await db
        .prepare(`UPDATE token SET failcount = 0 WHERE id = ? AND generation = ? AND ${USABLE} RETURNING id`)
        .bind(id, generation)
        .first();
      return accepted !== null;
    },

    async countWrongResponse(tokens) {
      const { results } = await countFailure(db, tokens).all<{ failCount: number; maxFail: number }>();
      return results;
    },

    async acceptLogin({ id, generation }, nowMs) {
      const moment = "id = ?1 AND generation = ?2";
      const [accepted, token] = await db.batch<{ active: number; revoked: number }>([
        db
          .prepare(`UPDATE token SET last_auth_ms = ?3 WHERE ${moment} AND ${USABLE} RETURNING id`)
          .bind(id, generation, nowMs),
        db.prepare(`SELECT active, revoked FROM token WHERE ${moment}`).bind(id, generation),
      ]);
      if (accepted?.results.length) return "accepted";
      const row = token?.results[0];
      if (!row || row.revoked) return "replaced";
      return row.active ? "locked" : "disabled";
    },
  };
}

/** Counts a failure on each token that is usable and still at its moment, and gives the counters of those. */
export const countFailure = (db: D1Database, tokens: readonly TokenMoment[]): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE token SET failcount = failcount + 1
       WHERE (id, generation) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?)) AND ${USABLE}
       RETURNING failcount AS failCount, max_fail AS maxFail`,
    )
    .bind(JSON.stringify(tokens.map(({ id, generation }) => [id, generation])));
