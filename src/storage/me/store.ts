// What a signed-in person sees and changes of their own account. Every statement names user and
// realm of the session, so a serial or an id from a form reaches nothing of another person.
//
// - a change and the end of its session: the statement finds the session ended, and changes nothing
// - two changes with one confirmation: the first replaces it, and the second finds none

import type { BrowserSession } from "../../core/ports/oidc/browser-sessions.ts";
import type { Mailbox, SelfStore } from "../../core/ports/people/me.ts";
import type { Area } from "../../core/self-service.ts";
import type { Settings } from "../../settings.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { type BatchPart, type Parameters, part, statement } from "../sql/sql.ts";
import { subjectStatement, type UserSettings, viewOf } from "../sql/subject-query.ts";
import type { LockRules } from "../tokens/conditions.ts";
import { lookStatements, ownAccountOf } from "./look.ts";
import { HAS_BROWSER_SESSION, MINE, ownParameters } from "./mine.ts";
import { makeOwnLink } from "./own-links.ts";
import { createOwnSessions } from "./own-sessions.ts";
import { createRecovery } from "./recovery.ts";

/** Holds once this batch has spent the confirmation. */
const SPENT = "EXISTS (SELECT 1 FROM browser_session AS own WHERE own.id = :session AND own.confirmed_for = :mark)";

/** The sign-in itself has shown phone and PIN, for a PIN that the help desk has given. */
const JUST_SIGNED_IN = `signed_in_at_ms > :since AND EXISTS (
  SELECT 1 FROM token AS given WHERE given.id = browser_session.token_id AND given.pin_given = 1)`;

/** A phone that can answer now, and has before, other than the one of this serial. */
const OTHER_PHONE = `EXISTS (SELECT 1 FROM token WHERE ${MINE} AND serial <> :serial
  AND proven_at_ms IS NOT NULL AND active = 1 AND revoked = 0)`;

export function createSelfStore(
  db: D1Database,
  notes: Notes,
  settings: UserSettings & LockRules & Pick<Settings, "deskVerifies" | "sessionIdleMs" | "challengeValidityMs">,
): SelfStore {
  const parametersOf = (session: BrowserSession, nowMs: number) => ownParameters(session, settings, nowMs);

  /** Puts a mark in place of the confirmation, if `guard` holds. Only this batch knows the mark. */
  function spend(
    area: Area,
    guard: string,
    parameters: Parameters,
    confirmed = "confirmed_for = :area AND confirmed_at_ms > :since",
  ): { spent: BatchPart; marked: Parameters } {
    const marked = { ...parameters, area, mark: `spent ${crypto.randomUUID()}` };
    const spent = part(
      `UPDATE browser_session SET confirmed_for = :mark WHERE id = :session AND ${MINE} AND expires_at_ms > :now
         AND ${confirmed} AND ${guard}`,
      marked,
    );
    return { spent, marked };
  }

  return {
    ...createRecovery(db, notes, settings),
    ...createOwnSessions(db, notes, settings),

    async setRecovery(session, { id, sealedHashes, left }, nowMs, note) {
      const parameters = { ...parametersOf(session, nowMs), id, sealed_hashes: sealedHashes, left };
      const { spent, marked } = spend("recovery", "true", parameters);
      const done = await batch(db, {
        spent,
        earlier: part(`DELETE FROM recovery WHERE ${MINE} AND ${SPENT}`, marked),
        codes: part(
          `INSERT INTO recovery (id, user, realm, sealed_hashes, left, made_at_ms)
           SELECT :id, :user, :realm, :sealed_hashes, :left, :now WHERE ${SPENT} RETURNING id`,
          marked,
        ),
        note: after("codes", await notes.of(note)),
      });
      return done.codes.rows.length > 0;
    },

    async look(session, nowMs) {
      const parameters = parametersOf(session, nowMs);
      const results = await batch(db, lookStatements(db, session, settings, parameters));
      return ownAccountOf(results, { nowMs, validityMs: settings.challengeValidityMs });
    },

    async confirm(session, area, nowMs, note) {
      const parameters = { ...parametersOf(session, nowMs), area };
      const done = await batch(db, {
        session: part(
          `UPDATE browser_session SET confirmed_for = :area, confirmed_at_ms = :now
           WHERE id = :session AND ${MINE} AND expires_at_ms > :now`,
          parameters,
        ),
        note: after("session", await notes.of(note)),
      });
      return done.session.changes > 0;
    },

    async rename(session, serial, name, nowMs, note) {
      const done = await batch(db, {
        token: part(
          `UPDATE token SET description = :name WHERE serial = :serial AND ${MINE} AND revoked = 0
            AND ${HAS_BROWSER_SESSION} RETURNING id`,
          { ...parametersOf(session, nowMs), serial, name },
        ),
        note: after("token", await notes.of(note)),
      });
      return done.token.rows.length > 0;
    },

    async remove(session, serial, last, nowMs, note) {
      const parameters = { ...parametersOf(session, nowMs), serial, last: last ? 1 : 0 };
      const theirs = `serial = :serial AND ${MINE} AND revoked = 0`;
      const guard = `EXISTS (SELECT 1 FROM token WHERE ${theirs}) AND (:last OR ${OTHER_PHONE})`;
      const { spent, marked } = spend("phones", guard, parameters);
      const done = await batch(db, {
        spent,
        token: part(`DELETE FROM token WHERE ${theirs} AND ${SPENT} RETURNING id`, marked),
        note: after("token", await notes.of(note)),
      });
      return done.token.rows.length > 0;
    },

    async setPin(session, sealedPins, nowMs, note, isGiven = false) {
      const parameters = {
        ...parametersOf(session, nowMs),
        sealed_pins: JSON.stringify(sealedPins),
        expires: session.expiresAtMs,
      };
      const { spent, marked } = spend("pin", "true", parameters, isGiven ? JUST_SIGNED_IN : undefined);
      const done = await batch(db, {
        spent,
        tokens: part(
          `UPDATE token SET generation = generation + 1, import_digest = NULL, pin_given = 0,
             sealed_pin = (SELECT value FROM json_each(:sealed_pins) WHERE key = token.serial)
           WHERE ${MINE} AND revoked = 0 AND serial IN (SELECT key FROM json_each(:sealed_pins)) AND ${SPENT} RETURNING id`,
          marked,
        ),
        note: after("tokens", await notes.of(note)),
        // The new generation has ended every session. This one goes on: its phone just confirmed.
        session: part(
          `UPDATE browser_session SET expires_at_ms = :expires,
             token_generation = (SELECT generation FROM token WHERE token.id = browser_session.token_id)
           WHERE id = :session AND confirmed_for = :mark AND expires_at_ms = 0
             AND EXISTS (SELECT 1 FROM token WHERE token.id = browser_session.token_id AND active = 1 AND revoked = 0)`,
          marked,
        ),
      });
      return done.tokens.rows.length > 0;
    },

    async addLink(session, { hash, asksPin, expiresAtMs, instead }, nowMs, note) {
      const parameters = {
        ...parametersOf(session, nowMs),
        hash,
        replaces: null,
        instead: instead?.serial ?? null,
        asks_pin: asksPin ? 1 : 0,
        expires: expiresAtMs,
      };
      const dead = `serial = :instead AND ${MINE} AND proven_at_ms IS NULL AND revoked = 0`;
      const guard = `(:instead IS NULL OR EXISTS (SELECT 1 FROM token WHERE ${dead}))`;
      const { spent, marked } = spend("phones", guard, parameters);
      const done = await batch(db, {
        spent,
        ...(instead && {
          dead: part(`DELETE FROM token WHERE ${dead} AND ${SPENT}`, marked),
          removed: after("dead", await notes.of(instead.note)),
        }),
        link: makeOwnLink(SPENT, marked),
        note: after("link", await notes.of(note)),
      });
      return done.link.rows.length > 0;
    },

    async mailboxOf({ user, realm }) {
      const row = await statement<Mailbox>(
        db,
        "SELECT email, scim ->> '$.kept.preferredLanguage' AS language FROM user WHERE realm = :realm AND name = :user",
        { user, realm },
      ).first();
      return row ?? { email: null, language: null };
    },

    async tokensOf({ user, realm }) {
      const tokens = subjectStatement(db, { serial: undefined, named: { user, realm } }, settings);
      return viewOf((await tokens.all()).results).tokens;
    },
  };
}
