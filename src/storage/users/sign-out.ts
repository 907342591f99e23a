// An administrator ends all sessions of a user, and what applications keep beyond them. A sign-in
// that comes at the same time either comes first and ends, too, or begins a new session.

import type { UserStore } from "../../core/ports/people/users.ts";
import type { Notes } from "../audit/store.ts";
import type { AdministratorSettings } from "../sql/administrators-guard.ts";
import { after } from "../sql/batch.ts";
import { batchForCaller, touchGuard } from "../sql/caller-guard.ts";
import { type Parameters, part } from "../sql/sql.ts";

/** `theirs`: a condition on `user` and `realm`. Binds :now. */
export const signOutStatements = (theirs: string, parameters: Parameters) => ({
  // Cron tells their applications, and deletes them.
  sessions: part(
    `UPDATE browser_session SET expires_at_ms = 0 WHERE expires_at_ms > 0 AND ${theirs} RETURNING id`,
    parameters,
  ),
  // Refresh tokens outlive a session: ending sessions alone would leave their holder signed in.
  // What has none ends with its session.
  grants: part(
    `UPDATE oidc_grant SET revoked_at_ms = :now
     WHERE refresh_number IS NOT NULL AND revoked_at_ms IS NULL AND ${theirs}`,
    parameters,
  ),
});

export const createSignOut = (
  db: D1Database,
  notes: Notes,
  settings: AdministratorSettings,
): Pick<UserStore, "signOut"> => ({
  async signOut(caller, user, nowMs, note) {
    const touched = "SELECT :name AS user, :realm AS realm";
    const guard = touchGuard(caller, "disable", settings, touched, { ...user, now: nowMs });
    const { parameters } = guard;
    const statements = {
      // Changes nothing. The note follows it, so that the trail has the act even if nothing ended.
      user: part(`UPDATE user SET name = name WHERE name = :name AND realm = :realm AND ${guard.sql}`, parameters),
      note: after("user", await notes.of(note)),
      ...signOutStatements(`user = :name AND realm = :realm AND ${guard.sql}`, parameters),
    };
    const done = await batchForCaller(db, caller, "disable", statements, guard);
    if (!done.ok) return done;
    return { ok: true, known: done.user.changes > 0, sessions: done.sessions.rows.length };
  },
});
