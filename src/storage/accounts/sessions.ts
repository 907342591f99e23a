// Ended sessions of /auth in D1. Others have no row, since some clients sign in for each login. If
// a session ends during one of its calls, the first to reach D1 wins; a later call is refused.

import type { Note } from "../../core/audit/audit.ts";
import { MAX_JOB_MS } from "../../core/jobs/job.ts";
import type { SessionStore } from "../../core/ports/people/accounts.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { IS_CALLER, sessionParameters } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";

export function createSessionStore(db: D1Database, notes: Notes): SessionStore {
  return {
    end: (caller, session, note) =>
      changes(
        // A job may outlast the JWT of its session, and must hear of this end however late it asks.
        `INSERT INTO ended_session (id, expires_at_ms) SELECT :caller_session, max(:ends, coalesce(
           (SELECT max(began_at_ms) + ${MAX_JOB_MS} FROM job WHERE account = :caller AND ended_at_ms IS NULL), 0))
         FROM admin WHERE ${IS_CALLER}`,
        { ...sessionParameters({ ...caller, session }), ends: session.endsAtMs },
        note,
      ),

    endAll: (caller, note) =>
      changes(`UPDATE admin SET generation = generation + 1 WHERE ${IS_CALLER}`, sessionParameters(caller), note),
  };

  async function changes(sql: string, parameters: Parameters, note: Note): Promise<boolean> {
    const ended = part(sql, parameters);
    const done = await batch(db, { ended, note: after("ended", await notes.of(note)) });
    return done.ended.changes > 0;
  }
}
