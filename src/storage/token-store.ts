// Tokens in D1, as enrolment and login need them. One round trip for each of these calls; writes go to the primary,
// `view` alone to the nearest replica.

import type { EnrollmentView, SessionRefusal, Settings, TokenStore } from "../core/ports.ts";
import type { Notes } from "./audit-store.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "./caller-guard.ts";
import { statement } from "./sql.ts";
import {
  joinOf,
  type SubjectRow,
  subjectParameters,
  subjectStatement,
  type UserSettings,
  viewOf,
  WHO,
  whoParameters,
} from "./subject-query.ts";
import { AT_MOMENTS, type Clearing, countFailure, LIKELIEST, momentsParameter, usable } from "./token-lock.ts";

export interface TokenLimits {
  readonly maxTokensPerUser: number;
  readonly maxActiveTokensPerUser: number;
}

export function createTokenStore(
  db: D1Database,
  notes: Notes,
  settings: UserSettings & Clearing & TokenLimits & Pick<Settings, "pinMinLength" | "hidesUsers">,
): TokenStore {
  const knows = (serial: string) => statement(db, "SELECT 1 FROM token WHERE serial = :serial", { serial });
  const refusedSession = (known: D1Result | undefined): SessionRefusal =>
    known?.results.length ? "invalid-session" : "unknown-serial";

  return {
    async init(caller, token, nowMs, note) {
      const parameters = {
        ...callerParameters(caller, "enrollTIQR"),
        ...whoParameters(token.named, settings),
        now: nowMs,
        serial: token.serial,
        may_exist: token.mayExist ? 1 : 0,
        description: token.description ?? null,
        max_fail: token.maxFail,
        suite: token.suite,
        sealed_pin: token.sealedPin ?? null,
        keep_pin: token.sealedPin === undefined ? 1 : 0,
        pin_needed: settings.pinMinLength > 0 ? 1 : 0,
        valid_from: token.validFromMs ?? null,
        valid_until: token.validUntilMs ?? null,
        session_hash: token.sessionHash,
        session_expires_at: token.sessionExpiresAtMs,
        max_tokens: settings.maxTokensPerUser,
        max_active: settings.maxActiveTokensPerUser,
      };
      const result = await batchForCaller<{ revoked: number }>(db, caller, "enrollTIQR", [
        statement(db, `SELECT revoked FROM token WHERE serial = :serial`, parameters),
        statement(db, INIT, parameters),
        await notes(note),
        // Known from now on: the user that the token was made for, in whichever reading.
        statement(
          db,
          `INSERT INTO user (name, realm, created_at_ms)
           SELECT user, realm, :now FROM token WHERE serial = :serial AND session_hash = :session_hash
           ON CONFLICT (realm, name) DO NOTHING`,
          parameters,
        ),
        statement(
          db,
          `DELETE FROM challenge WHERE serial = :serial
           AND EXISTS (SELECT 1 FROM token WHERE serial = :serial AND session_hash = :session_hash)`,
          parameters,
        ),
      ]);
      if (!result.allowed) return result;
      const [before, made] = result.value;
      if (made?.results.length) return { allowed: true, value: "made" };
      const existing = before?.results[0];
      if (existing && !token.mayExist) return { allowed: true, value: "taken" };
      if (existing?.revoked) return { allowed: true, value: "revoked" };
      const lacksPin = !existing && parameters.keep_pin && parameters.pin_needed;
      return { allowed: true, value: lacksPin ? "no-pin" : "limit" };
    },

    async useSession({ serial, sessionHash, nowMs }) {
      const fetched = statement(
        db,
        `UPDATE token SET session_uses = session_uses + 1
         WHERE serial = :serial AND session_hash = :session_hash AND session_expires_at_ms > :now AND NOT revoked
         RETURNING user, realm, suite, session_uses AS uses, session_expires_at_ms AS expiresAtMs, coalesce((
           SELECT display_name FROM user WHERE user.realm = token.realm AND user.name = token.user), user) AS displayName`,
        { serial, session_hash: sessionHash, now: nowMs },
      );
      const [row, known] = await db.batch<EnrollmentView>([fetched, knows(serial)]);
      return row?.results[0] ?? refusedSession(known);
    },

    async enroll({ serial, sessionHash, nowMs }, { sealedSecret, notification }, note) {
      const enrolled = statement(
        db,
        `UPDATE token SET rollout_state = 'enrolled', sealed_secret = :sealed_secret,
           notification_type = :type, notification_address = :address
         WHERE serial = :serial AND session_hash = :session_hash AND session_expires_at_ms > :now AND NOT revoked
           AND session_uses > 0 AND rollout_state = 'clientwait' RETURNING id`,
        {
          serial,
          session_hash: sessionHash,
          now: nowMs,
          sealed_secret: sealedSecret,
          type: notification?.type ?? null,
          address: notification?.address ?? null,
        },
      );
      const [row, , known] = await db.batch([enrolled, await notes(note), knows(serial)]);
      return row?.results.length ? "enrolled" : refusedSession(known);
    },

    async view(subject) {
      const nearest = db.withSession("first-unconstrained");
      return viewOf((await subjectStatement(nearest, subject, settings).all<SubjectRow>()).results);
    },

    async viewAndCount(subject, judged, nowMs, note) {
      const parameters = { ...subjectParameters(subject, settings), ...momentsParameter(judged) };
      const toJudge = `SELECT token.id, token.generation FROM (${WHO}) AS who JOIN token ON ${joinOf(subject)}
        WHERE ${usable(nowMs, settings)} ${LIKELIEST}`;
      const unjudged = `SELECT 1 FROM (${toJudge}) AS token WHERE NOT ${AT_MOMENTS}`;
      // Where users are hidden, a refusal that counts nothing takes the time of one that does, by a write that changes nothing.
      const count =
        settings.hidesUsers && judged.length === 0
          ? "UPDATE token SET failcount = failcount WHERE id = (SELECT max(id) FROM token)"
          : countFailure(nowMs, settings);
      // First the look, then the counting: what is judged is the state before this failure.
      const [rows, open, counted] = await db.batch<SubjectRow>([
        subjectStatement(db, subject, settings),
        statement(db, unjudged, parameters),
        statement(db, `${count} AND NOT EXISTS (${unjudged})`, parameters),
        await notes(note),
      ]);
      const settled = open?.results.length === 0;
      return { view: viewOf(rows?.results ?? []), settled, noted: (counted?.meta.changes ?? 0) > 0 };
    },

    async replacePinHash({ id, generation }, oldSealedPin, newSealedPin) {
      await statement(
        db,
        "UPDATE token SET sealed_pin = :new WHERE id = :id AND generation = :generation AND sealed_pin = :old",
        { id, generation, old: oldSealedPin, new: newSealedPin },
      ).run();
    },
  };
}

/** Tokens of the named user beside the one of this serial. */
const OTHERS = "SELECT count(*) FROM token WHERE realm = who.realm AND user = who.name AND serial <> :serial";

/** A new token without the PIN that it must have; one that is begun anew keeps its own. */
const LACKS_PIN = ":keep_pin AND :pin_needed AND NOT EXISTS (SELECT 1 FROM token WHERE serial = :serial)";

const INIT = `
  INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, failcount, max_fail, suite,
    sealed_pin, valid_from_ms, valid_until_ms, session_hash, session_expires_at_ms, session_uses, created_at_ms, assigned_at_ms)
  SELECT :serial, 1, who.name, who.realm, coalesce(:description, ''), 1, 0, 'clientwait', 0, :max_fail, :suite,
    :sealed_pin, :valid_from, :valid_until, :session_hash, :session_expires_at, 0, :now, :now
  FROM (${WHO}) AS who
  WHERE ${CALLER_MAY}
    AND NOT (${LACKS_PIN})
    AND (:max_tokens = 0 OR (${OTHERS}) < :max_tokens)
    AND (:max_active = 0 OR (${OTHERS} AND active AND NOT revoked) < :max_active)
  ON CONFLICT (serial) DO UPDATE SET
    generation = generation + 1, user = excluded.user, realm = excluded.realm, assigned_at_ms = excluded.assigned_at_ms,
    description = coalesce(:description, description), rollout_state = 'clientwait', failcount = 0, suite = excluded.suite,
    sealed_pin = CASE WHEN :keep_pin THEN sealed_pin ELSE excluded.sealed_pin END, sealed_secret = NULL,
    valid_from_ms = coalesce(:valid_from, valid_from_ms), valid_until_ms = coalesce(:valid_until, valid_until_ms),
    session_hash = excluded.session_hash, session_expires_at_ms = excluded.session_expires_at_ms, session_uses = 0,
    notification_type = NULL, notification_address = NULL
  WHERE :may_exist AND NOT revoked
  RETURNING id`;
