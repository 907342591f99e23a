// Tokens and users in D1. One round trip for each of these calls; writes go to the primary, `view` alone to the nearest replica.

import type { Caller, ForCaller, Right, SessionRefusal, TokenChange, TokenStore } from "../core/ports.ts";
import { batchForCaller, CALLER_MAY, callerParameters } from "./caller-guard.ts";
import { resolveUser, type SubjectRow, subjectQuery, tokensOf, viewOf, whoParameters } from "./subject-query.ts";
import { countFailure } from "./token-lock.ts";

export function createTokenStore(db: D1Database, defaultRealm: string): TokenStore {
  const knows = (serial: string) => db.prepare("SELECT 1 FROM token WHERE serial = ?").bind(serial);
  const refusedSession = (known: D1Result | undefined): SessionRefusal =>
    known?.results.length ? "invalid-session" : "unknown-serial";

  return {
    async init(caller, token, nowMs) {
      const who = [...callerParameters(caller, "enrollTIQR"), ...whoParameters(token.named, defaultRealm)];
      const user = db
        .prepare(
          `INSERT INTO user (name, realm, created_at_ms)
           SELECT who.name, who.realm, ?8 FROM (${resolveUser(4)}) AS who WHERE ${CALLER_MAY}
           ON CONFLICT (realm, name) DO NOTHING`,
        )
        .bind(...who, nowMs);
      const made = db
        .prepare(
          `INSERT INTO token (serial, generation, user, realm, description, active, revoked, rollout_state, failcount, max_fail,
             suite, sealed_pin, session_hash, session_expires_at_ms, session_fetched, created_at_ms, assigned_at_ms)
           SELECT ?9, 1, who.name, who.realm, coalesce(?10, ''), 1, 0, 'clientwait', 0, ?11, ?12, ?13, ?15, ?16, 0, ?8, ?8
           FROM (${resolveUser(4)}) AS who WHERE ${CALLER_MAY}
           ON CONFLICT (serial) DO UPDATE SET
             generation = generation + 1, user = excluded.user, realm = excluded.realm,
             description = coalesce(?10, description), rollout_state = 'clientwait', failcount = 0, suite = excluded.suite,
             sealed_pin = CASE WHEN ?14 THEN sealed_pin ELSE excluded.sealed_pin END, sealed_secret = NULL,
             session_hash = excluded.session_hash, session_expires_at_ms = excluded.session_expires_at_ms, session_fetched = 0,
             notification_type = NULL, notification_address = NULL, assigned_at_ms = excluded.assigned_at_ms
           WHERE ?17 AND NOT revoked
           RETURNING id`,
        )
        .bind(
          ...who,
          nowMs,
          token.serial,
          token.description ?? null,
          token.maxFail,
          token.suite,
          token.sealedPin ?? null,
          token.sealedPin === undefined ? 1 : 0,
          token.sessionHash,
          token.sessionExpiresAtMs,
          token.mayExist ? 1 : 0,
        );
      const result = await batchForCaller(db, caller, "enrollTIQR", [user, made]);
      if (!result.allowed) return result;
      const value = result.value[1]?.results.length ? "made" : token.mayExist ? "revoked" : "taken";
      return { allowed: true, value };
    },

    async fetchMetadata({ serial, sessionHash, nowMs }, phoneSessionHash) {
      const [fetched, known] = await db.batch<{ user: string; realm: string; displayName: string; suite: string }>([
        db
          .prepare(
            `UPDATE token SET session_hash = ?4, session_fetched = 1
             WHERE serial = ?1 AND session_hash = ?2 AND session_expires_at_ms > ?3 AND session_fetched = 0 AND NOT revoked
             RETURNING user, realm, suite, coalesce((
               SELECT display_name FROM user WHERE user.realm = token.realm AND user.name = token.user), user) AS displayName`,
          )
          .bind(serial, sessionHash, nowMs, phoneSessionHash),
        knows(serial),
      ]);
      return fetched?.results[0] ?? refusedSession(known);
    },

    async enroll({ serial, sessionHash, nowMs }, { sealedSecret, notification }) {
      const [enrolled, known] = await db.batch([
        db
          .prepare(
            `UPDATE token SET rollout_state = 'enrolled', sealed_secret = ?4, session_hash = NULL, session_expires_at_ms = NULL,
               session_fetched = NULL, notification_type = ?5, notification_address = ?6
             WHERE serial = ?1 AND session_hash = ?2 AND session_expires_at_ms > ?3 AND NOT revoked RETURNING id`,
          )
          .bind(serial, sessionHash, nowMs, sealedSecret, notification?.type ?? null, notification?.address ?? null),
        knows(serial),
      ]);
      return enrolled?.results.length ? "enrolled" : refusedSession(known);
    },

    async view(subject) {
      const { results } = await db
        .withSession("first-unconstrained")
        .prepare(subjectQuery(tokensOf(subject), 1))
        .bind(...whoParameters(subject.named, defaultRealm), subject.serial ?? null)
        .all<SubjectRow>();
      return viewOf(results);
    },

    async viewAndCount(subject, counted) {
      // First the look, then the counting: what is judged is the state before this failure.
      const look = db
        .prepare(subjectQuery(tokensOf(subject), 1))
        .bind(...whoParameters(subject.named, defaultRealm), subject.serial ?? null);
      const [rows] = await db.batch<SubjectRow>([look, countFailure(db, counted)]);
      return viewOf(rows?.results ?? []);
    },

    async replacePinHash({ id, generation }, oldSealedPin, newSealedPin) {
      await db
        .prepare("UPDATE token SET sealed_pin = ? WHERE id = ? AND generation = ? AND sealed_pin = ?")
        .bind(newSealedPin, id, generation, oldSealedPin)
        .run();
    },

    async list(caller, { serial, named }) {
      const join = `(?8 IS NULL OR token.serial = ?8) AND (who.name IS NULL OR (token.realm = who.realm AND token.user = who.name)) AND ${CALLER_MAY}`;
      const rows = db
        .prepare(subjectQuery(join, 4))
        .bind(...callerParameters(caller, "tokenlist"), ...whoParameters(named, defaultRealm), serial ?? null);
      const result = await batchForCaller<SubjectRow>(db, caller, "tokenlist", [rows]);
      return result.allowed ? { allowed: true, value: viewOf(result.value[0]?.results ?? []) } : result;
    },

    setActive: (caller, serial, active) =>
      change(caller, active ? "enable" : "disable", serial, [
        "UPDATE token SET active = ?5 WHERE serial = ?4 AND active <> ?5 AND NOT revoked",
        active ? 1 : 0,
      ]),

    resetFailCount: (caller, serial) =>
      change(caller, "reset", serial, ["UPDATE token SET failcount = 0 WHERE serial = ?4 AND NOT revoked"]),

    remove: (caller, serial) => change(caller, "delete", serial, ["DELETE FROM token WHERE serial = ?4"]),
  };

  /** Runs one change to one token and tells what it came to. */
  async function change(
    caller: Caller,
    right: Right,
    serial: string,
    [sql, ...parameters]: [string, ...number[]],
  ): Promise<ForCaller<TokenChange>> {
    const before = db.prepare(`SELECT revoked FROM token WHERE serial = ?4 AND ${CALLER_MAY}`);
    const result = await batchForCaller<{ revoked: number }>(db, caller, right, [
      before.bind(...callerParameters(caller, right), serial),
      db.prepare(`${sql} AND ${CALLER_MAY}`).bind(...callerParameters(caller, right), serial, ...parameters),
    ]);
    if (!result.allowed) return result;
    const [found, done] = result.value;
    const row = found?.results[0];
    if (!row) return { allowed: true, value: "unknown-serial" };
    const changed = done?.meta.changes ?? 0;
    return { allowed: true, value: changed === 0 && row.revoked === 1 ? "revoked" : { changed } };
  }
}
