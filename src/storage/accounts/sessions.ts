// Ended sessions of /auth in D1. Other sessions have no row, since some clients sign in for each login. If a session ends while a
// call of it is under way, the first to reach D1 wins and the second is refused.

import type { Note } from "../../core/audit.ts";
import type { SessionStore } from "../../core/ports/accounts.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { SIGNED_IN, sessionParameters } from "../sql/caller-guard.ts";
import { type Parameters, statement } from "../sql/sql.ts";

export function createSessionStore(db: D1Database, notes: Notes): SessionStore {
  return {
    end: (caller, session, note) =>
      changes(
        `INSERT INTO ended_session (id, expires_at_ms) SELECT :caller_session, :ends FROM admin WHERE ${SIGNED_IN}`,
        { ...sessionParameters({ ...caller, session }), ends: session.endsAtMs },
        note,
      ),

    endAll: (caller, note) =>
      changes(`UPDATE admin SET generation = generation + 1 WHERE ${SIGNED_IN}`, sessionParameters(caller), note),
  };

  async function changes(sql: string, parameters: Parameters, note: Note): Promise<boolean> {
    const ended = statement(db, sql, parameters);
    const done = await batch(db, { ended, note: after("ended", await notes.of(note)) });
    return done.ended.changes > 0;
  }
}
