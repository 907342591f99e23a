// Finds the tokens that are locked now along the index of locks, some at a time, and unlocks them.
//
// - a reset or a good login in between: a token is no longer locked; change nothing and look again
// - a lock that closes in between: it was not found and stays
// - two such resets at once: D1 runs one after the other; the second finds fewer, and looks again

import type { TokenManagement, WhichLocked } from "../../core/ports/tokens/management.ts";
import type { Notes } from "../audit/store.ts";
import {
  type AdministratorSettings,
  administratorParameters,
  inRealms,
  isOwnPerson,
} from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, CALLER_MAY_MANY, touchGuard } from "../sql/caller-guard.ts";
import { pageForCaller } from "../sql/scan/page-for-caller.ts";
import { type Parameters, part } from "../sql/sql.ts";
import { BY_END, endsLate, isLock, type LockRules } from "./conditions.ts";

const FOUND = "SELECT value FROM json_each(:ids)";

/**
 * Holds for a token that may be unlocked. An account's realms bound it even if it names none, and
 * the tokens of its own person are passed over.
 */
const IS_MEANT = `token.revoked = 0 AND ${inRealms("token.realm")} AND NOT coalesce(${isOwnPerson("token")}, 0)
  AND (token.realm = :realm OR (:realm IS NULL AND token.realm IS NOT :admin_realm))`;

export function createUnlocking(
  db: D1Database,
  notes: Notes,
  settings: LockRules & AdministratorSettings,
): Pick<TokenManagement, "findLocked" | "unlock"> {
  /** Holds for a row of `lock` joined with its token. */
  const isMeant = `${IS_MEANT} AND lock.failed_at_ms >= :since AND ${isLock(settings)}`;
  const meant = ({ realm, sinceMs }: WhichLocked, nowMs: number): Parameters => ({
    realm: realm ?? null,
    since: sinceMs,
    now: nowMs,
  });

  return {
    async findLocked(caller, which, { most, after: from }, nowMs) {
      const scan = {
        ...BY_END,
        read: `token.id, (${isMeant}) AS is_meant`,
        lower: [endsLate(settings, ":since")],
        upper: [],
        as: "token",
        wanted: ["token.is_meant"],
        from: "token",
        ref: "token.id",
        columns: "token.id",
        mostExamined: most,
      };
      const paging = { number: 1, size: most, after: from, before: undefined, descending: true };
      const parameters = { ...administratorParameters(caller, settings, true), ...meant(which, nowMs) };
      const page = await pageForCaller<{ readonly id: number }>(db, caller, "reset", scan, paging, parameters);
      return page.ok ? { ...page, rows: page.rows.map(({ id }) => id) } : page;
    },

    async unlock(caller, which, ids, nowMs, note) {
      const touched = `SELECT token.user, token.realm FROM token WHERE token.id IN (${FOUND})`;
      const guard = touchGuard(caller, "reset", settings, touched, {
        ...meant(which, nowMs),
        ids: JSON.stringify(ids),
        count: ids.length,
      });
      const stillLocked = `SELECT count(*) FROM token WHERE token.id IN (${FOUND})
        AND EXISTS (SELECT 1 FROM lock WHERE lock.token_id = token.id AND ${isMeant})`;
      const opened = part(
        `DELETE FROM lock WHERE token_id IN (${FOUND}) AND (${stillLocked}) = :count
         AND ${guard.sql} AND ${CALLER_MAY_MANY}`,
        guard.parameters,
      );
      const statements = { opened, note: after("opened", await notes.of(note)) };
      const done = await batchForCaller(db, caller, "reset", statements, guard);
      return done.ok ? { ok: true, unlocked: done.opened.changes > 0 } : done;
    },
  };
}
