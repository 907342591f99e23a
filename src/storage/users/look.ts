// Reads one user: one batch, and a bounded number of rows.

import type { UserSession, UserStore } from "../../core/ports/people/users.ts";
import type { UndoRecord } from "../../core/ports/tokens/undo.ts";
import type { Settings } from "../../settings.ts";
import { APPLICATION } from "../audit/application.ts";
import { sinceNamed } from "../audit/since-named.ts";
import { SESSION_COLUMNS } from "../oidc/session-row.ts";
import { inRealms } from "../sql/administrators-guard.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "../sql/caller-guard.ts";
import { part } from "../sql/sql.ts";
import { type UserSettings, WHO, whoParameters } from "../sql/subject-query.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { UNDO_COLUMNS } from "../undo/store.ts";
import { USER_COLUMNS, type UserRow, useOfTokens, userIn } from "./row.ts";

/** A person has a few. A sign-out also ends those that are not shown. */
const MAX_SESSIONS = 50;

/** The person's newest rows, searched for the last sign-in. */
const MAX_EXAMINED_ROWS = 200;
/** Acts of one day. */
const MAX_UNDO = 50;

const THEIRS = `(user, realm) IN (${WHO})`;
const SINCE_NAMED = sinceNamed(`(user.name, user.realm) IN (${WHO})`);

export function createUserLook(
  db: D1Database,
  settings: UserSettings & LockRules & Pick<Settings, "sessionIdleMs">,
): Pick<UserStore, "look"> {
  return {
    async look(caller, named, nowMs) {
      const parameters = {
        ...callerParameters(caller, "userlist"),
        ...whoParameters(named, settings),
        now: nowMs,
        idle_since: nowMs - settings.sessionIdleMs,
      };
      const found = await batchForCaller(db, caller, "userlist", {
        user: part<UserRow>(
          `SELECT ${USER_COLUMNS}, ${useOfTokens(settings)} AS of_tokens FROM user
           WHERE (user.name, user.realm) IN (${WHO}) AND ${CALLER_MAY} AND ${inRealms("user.realm")}`,
          parameters,
        ),
        sessions: part<UserSession>(
          `SELECT ${SESSION_COLUMNS} FROM browser_session
           WHERE ${THEIRS} AND expires_at_ms > :now AND seen_at_ms > :idle_since
           LIMIT ${MAX_SESSIONS}`,
          parameters,
        ),
        lastSignIn: part<{ application: string | null }>(
          `SELECT ${APPLICATION} AS application FROM (
             SELECT * FROM audit WHERE user = (SELECT name FROM (${WHO})) COLLATE NOCASE AND user <> ''
             ORDER BY number DESC LIMIT ${MAX_EXAMINED_ROWS})
           WHERE ${THEIRS} AND ${SINCE_NAMED} AND event IN ('LOGIN_SUCCESS', 'CODE_GIVEN') ORDER BY number DESC LIMIT 1`,
          parameters,
        ),
        undo: part<UndoRecord>(
          `SELECT ${UNDO_COLUMNS} FROM undo WHERE ${THEIRS} AND ends_at_ms > :now LIMIT ${MAX_UNDO}`,
          parameters,
        ),
        pass: part<{ untilMs: number; usesLeft: number }>(
          `SELECT pass_until_ms AS untilMs, pass_left AS usesLeft FROM token
           WHERE ${THEIRS} AND sealed_pass IS NOT NULL AND pass_until_ms > :now AND pass_left > 0`,
          parameters,
        ),
        recovery: part<{ left: number }>(`SELECT left FROM recovery WHERE ${THEIRS}`, parameters),
      });
      if (!found.ok) return found;
      // The others were read without regard to realms: nobody sees them without the user.
      const [row] = found.user.rows;
      if (!row) return { ok: true, found: undefined };
      const [codes] = found.recovery.rows;
      const sessions = found.sessions.rows.toSorted((a, b) => b.signedInAtMs - a.signedInAtMs);
      return {
        ok: true,
        found: {
          user: userIn(row),
          sessions,
          recoveryCodesLeft: codes?.left ?? 0,
          lastApplication: found.lastSignIn.rows[0]?.application ?? null,
          pass: found.pass.rows[0] ?? null,
          undo: found.undo.rows.toSorted((a, b) => b.madeAtMs - a.madeAtMs),
        },
      };
    },
  };
}
