// A person ends sessions, or disowns a sign-in.
//
// - the session that asks ends at the same time: the first statement finds that and stops all
// - many PINs at once, to disown: a right one disables nothing once wrong ones have closed the lock

import type { SelfStore } from "../../core/ports/people/me.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { part } from "../sql/sql.ts";
import { type LockRules, pathIs, unlocked } from "../tokens/conditions.ts";
import { endPassOf } from "../tokens/pass.ts";
import { HAS_BROWSER_SESSION, MINE, ownParameters } from "./mine.ts";
import { withdrawOwnLinks } from "./own-links.ts";

/** Holds once the token is out of use. The session that asked may have ended with it. */
const DISOWNED = `EXISTS (SELECT 1 FROM token AS disowned WHERE disowned.serial = :serial
  AND disowned.user = :user AND disowned.realm = :realm AND disowned.active = 0 AND disowned.revoked = 0)`;

/** Those that have a refresh token, which outlives a session. The others end with theirs. */
const REVOKED_GRANTS = `UPDATE oidc_grant SET revoked_at_ms = :now
  WHERE ${MINE} AND refresh_number IS NOT NULL AND revoked_at_ms IS NULL`;

/** Which browser the thief used is not known, so all of them are strange again. */
const STRANGE_BROWSERS = `UPDATE token SET browsers_since_ms = :now WHERE ${MINE}`;

/** Whoever talked the help desk into a day pass would be back at once. */
const OWN_PASS = endPassOf(":user", ":realm");

/** Holds once a session was ended. Else the trail gets no row, so nothing else may end either. */
const ENDED = `EXISTS (SELECT 1 FROM browser_session AS ended WHERE ended.user = :user AND ended.realm = :realm
  AND ended.expires_at_ms = 0 AND ended.id = coalesce(:which, ended.id))`;

export function createOwnSessions(
  db: D1Database,
  notes: Notes,
  settings: LockRules & Pick<Settings, "sessionIdleMs">,
): Pick<SelfStore, "endSessions" | "endAll" | "disown"> {
  /** Holds if the PIN was right, or if none of the person's phones has one. */
  const proven = `CASE WHEN :proof_id IS NULL
    THEN NOT EXISTS (SELECT 1 FROM token AS other WHERE other.user = :user AND other.realm = :realm
      AND other.revoked = 0 AND other.sealed_pin IS NOT NULL)
    ELSE EXISTS (SELECT 1 FROM token WHERE id = :proof_id AND generation = :proof_generation AND ${MINE}
      AND ${unlocked(pathIs("browser"), settings)}) END`;

  return {
    async endSessions(session, which, nowMs, note) {
      const parameters = { ...ownParameters(session, settings, nowMs), which: which === "others" ? null : which.id };
      const done = await batch(db, {
        // Cron tells their applications, and deletes them.
        sessions: part(
          `UPDATE browser_session SET expires_at_ms = 0
           WHERE ${MINE} AND expires_at_ms > :now AND ${HAS_BROWSER_SESSION}
             AND CASE WHEN :which IS NULL THEN id <> :session ELSE id = :which END`,
          parameters,
        ),
        note: after("sessions", await notes.of(note)),
        // Refresh tokens outlive a session, so whoever holds one would stay signed in.
        grants: part(
          `${REVOKED_GRANTS}
            AND ${HAS_BROWSER_SESSION} AND ${ENDED}
             AND CASE WHEN :which IS NULL THEN session_id <> :session ELSE session_id = :which END`,
          parameters,
        ),
      });
      return done.sessions.changes > 0;
    },

    async endAll(session, nowMs, note) {
      const parameters = ownParameters(session, settings, nowMs);
      const done = await batch(db, {
        // All of these check the session, so the statement that ends it comes last.
        browsers: part(`${STRANGE_BROWSERS} AND ${HAS_BROWSER_SESSION}`, parameters),
        grants: part(`${REVOKED_GRANTS} AND ${HAS_BROWSER_SESSION}`, parameters),
        pass: part(`${OWN_PASS} AND ${HAS_BROWSER_SESSION}`, parameters),
        ...withdrawOwnLinks(HAS_BROWSER_SESSION, parameters),
        sessions: part(
          `UPDATE browser_session SET expires_at_ms = 0 WHERE ${MINE} AND expires_at_ms > :now AND ${HAS_BROWSER_SESSION}`,
          parameters,
        ),
        note: after("sessions", await notes.of(note)),
      });
      return done.sessions.changes > 0;
    },

    async disown(session, serial, proof, nowMs, note) {
      const parameters = {
        ...ownParameters(session, settings, nowMs),
        serial,
        proof_id: proof?.id ?? null,
        proof_generation: proof?.generation ?? null,
      };
      const done = await batch(db, {
        token: part(
          `UPDATE token SET active = 0, disabled_by_job = NULL WHERE serial = :serial AND ${MINE} AND revoked = 0
            AND ${HAS_BROWSER_SESSION} AND ${proven} RETURNING id`,
          parameters,
        ),
        note: after("token", await notes.of(note)),
        sessions: part(
          `UPDATE browser_session SET expires_at_ms = 0 WHERE ${MINE} AND expires_at_ms > 0 AND ${DISOWNED}`,
          parameters,
        ),
        // Refresh tokens outlive a session, and a thief may have signed in with another phone.
        grants: part(`${REVOKED_GRANTS} AND ${DISOWNED}`, parameters),
        browsers: part(`${STRANGE_BROWSERS} AND ${DISOWNED}`, parameters),
        // A thief may have made codes, or begun to register a phone.
        codes: part(`DELETE FROM recovery WHERE ${MINE} AND ${DISOWNED}`, parameters),
        pass: part(`${OWN_PASS} AND ${DISOWNED}`, parameters),
        ...withdrawOwnLinks(DISOWNED, parameters),
      });
      return done.token.rows.length > 0;
    },
  };
}
