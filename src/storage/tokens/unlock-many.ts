// Finds the tokens that are locked now by the index of failures, without reading all tokens, and unlocks those found.
//
//   a reset or a good login between look and change   one of the tokens is no longer locked: change nothing and look again
//   a lock that closes in between                     it was not found and stays
//   two resets of many at once                        D1 runs one batch after the other; the second finds fewer, and looks again

import type { TokenManagement, WhichLocked } from "../../core/ports/management.ts";
import type { Notes } from "../audit/store.ts";
import { type AdministratorSettings, administratorParameters, mayTouch } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { statement } from "../sql/sql.ts";
import { type Locking, lockedAnywhere } from "./conditions.ts";

const FOUND = "SELECT value FROM json_each(:ids)";

export function createUnlocking(
  db: D1Database,
  notes: Notes,
  settings: Locking & AdministratorSettings,
): Pick<TokenManagement, "findLocked" | "unlock"> {
  const isMeant = ({ sinceMs }: WhichLocked, nowMs: number) => `token.revoked = 0
    AND ${lockedAnywhere(nowMs, settings, sinceMs)}
    AND (token.realm = :realm OR (:realm IS NULL AND token.realm IS NOT :admin_realm))`;

  return {
    async findLocked(caller, which, most, nowMs) {
      const meant = `FROM token WHERE ${isMeant(which, nowMs)} AND ${CALLER_MAY}`;
      const parameters = {
        ...callerParameters(caller, "reset"),
        admin_realm: settings.adminRealm,
        realm: which.realm ?? null,
        most,
      };
      const found = await batchForCaller(db, caller, "reset", {
        tokens: statement<{ id: number }>(db, `SELECT token.id ${meant} ORDER BY token.id LIMIT :most`, parameters),
        all: statement<{ count: number }>(db, `SELECT count(*) AS count ${meant}`, parameters),
      });
      if (!found.ok) return found;
      return { ok: true, ids: found.tokens.rows.map(({ id }) => id), count: found.all.rows[0]?.count ?? 0 };
    },

    async unlock(caller, which, ids, nowMs, note) {
      const parameters = {
        ...callerParameters(caller, "reset"),
        ...administratorParameters(caller, settings),
        realm: which.realm ?? null,
        ids: JSON.stringify(ids),
        count: ids.length,
      };
      const touched = `SELECT token.user, token.realm FROM token WHERE token.id IN (${FOUND})`;
      const stillLocked = `SELECT count(*) FROM token WHERE token.id IN (${FOUND}) AND ${isMeant(which, nowMs)}`;
      const opened = statement(
        db,
        `DELETE FROM lock WHERE token_id IN (${FOUND}) AND (${stillLocked}) = :count
         AND ${CALLER_MAY} AND ${mayTouch(touched)}`,
        parameters,
      );
      const statements = { opened, note: after("opened", await notes.of(note)) };
      const done = await batchForCaller(db, caller, "reset", statements, { touched, parameters });
      return done.ok ? { ok: true, unlocked: done.opened.changes > 0 } : done;
    },
  };
}
