// The lock of a token: one atomic statement each on D1's single writer, so it holds across transactions and continents.
// Two answers that meet here are put in order by D1; whoever comes second sees what the first has left.
// What is noted in the audit trail travels in the same batch, and says what the statement came to.

import type { Settings, TokenLock } from "../core/ports.ts";
import { MOST_TOKENS, type TokenMoment } from "../core/token.ts";
import type { Notes } from "./audit-store.ts";
import { type Parameters, statement } from "./sql.ts";
import { type UserSettings, WHO, whoParameters } from "./subject-query.ts";

/** When a lock opens by itself: see Settings. */
export type Clearing = Pick<Settings, "failCountClearMs">;

/**
 * A token that may take part in a login now. A lock whose time is over counts as open; the next failure then counts from one.
 * Both numbers are written into the SQL, so that the statements keep their parameters for what comes from outside.
 */
export const usable = (nowMs: number, clearing: Clearing): string =>
  `active = 1 AND revoked = 0 AND ${unlocked(nowMs, clearing)} AND ${validAt(nowMs)}`;

function unlocked(nowMs: number, { failCountClearMs }: Clearing): string {
  const cleared = failCountClearMs > 0 ? `OR failed_at_ms <= ${Math.trunc(nowMs) - failCountClearMs}` : "";
  return `(failcount < max_fail ${cleared})`;
}

/** Its opposite alone: whatever else the token is. */
export const locked = (nowMs: number, clearing: Clearing): string => `NOT ${unlocked(nowMs, clearing)}`;

/** The tokens that one PIN is tried on: `likeliest` of src/core/token.ts. To be put behind what chooses them. */
export const LIKELIEST = `ORDER BY token.rollout_state = 'enrolled' DESC, coalesce(token.last_auth_ms, 0) DESC, token.id DESC
  LIMIT ${MOST_TOKENS}`;

function validAt(nowMs: number): string {
  const now = Math.trunc(nowMs);
  return `(coalesce(valid_from_ms, 0) <= ${now} AND coalesce(valid_until_ms, ${now + 1}) > ${now})`;
}

/** Why a token was not accepted: what of these is 0. */
interface Refused {
  active: number;
  revoked: number;
  theirs: number;
  valid: number;
}

/** Of the tokens in `momentsParameter`, those that are still at their moment. */
export const AT_MOMENTS = "(token.id, token.generation) IN (SELECT value ->> 0, value ->> 1 FROM json_each(:moments))";

export const momentsParameter = (tokens: readonly TokenMoment[]): Parameters => ({
  moments: JSON.stringify(tokens.map(({ id, generation }) => [id, generation])),
});

/** Counts a failure on each token that is usable and still at its moment; more conditions may follow. */
export const countFailure = (nowMs: number, clearing: Clearing): string => `
  UPDATE token SET failcount = CASE WHEN failcount < max_fail THEN failcount + 1 ELSE 1 END, failed_at_ms = ${Math.trunc(nowMs)}
  WHERE ${AT_MOMENTS} AND ${usable(nowMs, clearing)}`;

const AT_MOMENT = "token.id = :id AND token.generation = :generation";

export function createTokenLock(db: D1Database, notes: Notes, settings: Clearing & UserSettings): TokenLock {
  return {
    async acceptResponse(attemptId, { id, generation }, notification, nowMs, note) {
      const guard = `${AT_MOMENT} AND ${usable(nowMs, settings)}`;
      const parameters = {
        id,
        generation,
        attempt: attemptId,
        type: notification?.type ?? null,
        address: notification?.address ?? null,
      };
      const told = notification === undefined ? "" : ", notification_type = :type, notification_address = :address";
      const [accepted] = await db.batch([
        statement(db, `UPDATE token SET failcount = 0${told} WHERE ${guard} RETURNING id`, parameters),
        await notes(note),
        statement(
          db,
          `UPDATE challenge SET answered = 1
           WHERE attempt_id = :attempt AND serial = (SELECT serial FROM token WHERE ${guard})`,
          parameters,
        ),
      ]);
      return (accepted?.results.length ?? 0) > 0;
    },

    async countWrongResponse(tokens, nowMs, note) {
      const counting = `${countFailure(nowMs, settings)} RETURNING failcount AS failCount, max_fail AS maxFail`;
      const open = `SELECT 1 FROM token WHERE ${AT_MOMENTS} AND ${unlocked(nowMs, settings)}`;
      const [counted, , left] = await db.batch<{ failCount: number; maxFail: number }>([
        statement(db, counting, momentsParameter(tokens)),
        await notes(note),
        statement(db, open, momentsParameter(tokens)),
      ]);
      return { counters: counted?.results ?? [], allLocked: left?.results.length === 0 };
    },

    async acceptLogin(attemptId, { id, generation }, named, nowMs, note) {
      const whose = named ? `(user, realm) IN (${WHO})` : "true";
      const guard = `${AT_MOMENT} AND ${whose} AND ${usable(nowMs, settings)}`;
      const parameters = { ...whoParameters(named, settings), id, generation, attempt: attemptId, now: nowMs };
      const [accepted, , , token] = await db.batch<Refused>([
        statement(db, `UPDATE token SET last_auth_ms = :now WHERE ${guard} RETURNING id`, parameters),
        await notes(note),
        statement(
          db,
          `DELETE FROM challenge WHERE attempt_id = :attempt AND EXISTS (SELECT 1 FROM token WHERE ${guard})`,
          parameters,
        ),
        statement(
          db,
          `SELECT active, revoked, ${whose} AS theirs, ${validAt(nowMs)} AS valid FROM token WHERE ${AT_MOMENT}`,
          parameters,
        ),
      ]);
      if (accepted?.results.length) return "accepted";
      const row = token?.results[0];
      if (!row || row.revoked) return "replaced";
      if (!row.theirs) return "foreign";
      if (!row.active) return "disabled";
      return row.valid ? "locked" : "not-valid-now";
    },
  };
}
