// The statements that begin a browser's session: in the batch that finalizes its login
// (../tokens/lock.ts), or in one of their own (./browser-sessions.ts).
//
// - two sign-ins at once: each has a secret; the browser keeps one cookie, and the other idles out
// - the same sign-in twice: the second finds the session by its id and secret
// - a sign-in and a change of its token: the change comes first (no session), or ends the session

import type { BeginningSession } from "../../core/ports/tokens/lock.ts";
import type { Settings } from "../../settings.ts";
import { type Parameters, part, type Statement, statement } from "../sql/sql.ts";
import { goodSession, IS_KEYS, type SessionRow, tokenStands } from "./session-row.ts";

const TOKEN_STANDS = `${tokenStands(":token_id", ":token_generation")} AND token.user = :user AND token.realm = :realm`;

/** The session was unused for too long, or its time is over. */
const RAN_OUT = "(expires_at_ms <= :now OR seen_at_ms <= :idle_since)";

/**
 * The person signs in again in the same browser. A session that ran out must not go on: what it had
 * given would live again, and its applications would take it for the same sign-in.
 */
const AGAIN = `UPDATE browser_session SET key_hash = :key_hash, serial = :serial, token_id = :token_id,
    token_generation = :token_generation, amr = :amr, client = :client, browser = :browser, signed_in_at_ms = :now, seen_at_ms = :now,
    expires_at_ms = :expires
  WHERE id = :earlier AND key_hash = :secret_hash AND user = :user AND realm = :realm AND NOT ${RAN_OUT}
    AND EXISTS (SELECT 1 FROM token WHERE ${TOKEN_STANDS})`;

/**
 * Unless the session went on under its new secret, or the same sign-in has begun it already: a
 * repetition without the earlier cookie must not begin again what was ended meanwhile.
 */
const BEGIN = `INSERT INTO browser_session (id, user, realm, serial, token_id, token_generation, amr, client, browser, signed_in_at_ms,
    seen_at_ms, expires_at_ms, key_hash)
  SELECT :begins, :user, :realm, :serial, :token_id, :token_generation, :amr, :client, :browser, :now, :now, :expires, :key_hash
  FROM token WHERE ${TOKEN_STANDS} AND NOT EXISTS (
    SELECT 1 FROM browser_session AS theirs WHERE theirs.user = :user AND theirs.realm = :realm AND theirs.key_hash = :key_hash)`;

/** Cron tells its applications, and deletes it. */
export const END_SESSION = `UPDATE browser_session SET expires_at_ms = 0 WHERE ${IS_KEYS}`;

const SAME_PERSON = "user = :user AND realm = :realm";

/**
 * Applications are not told of a session that only ran out, unless another person has come. One of
 * an earlier version does not go on, and its person's applications are not told of it either: it
 * stays for what it has given, but nobody has a secret of it any more.
 */
const END_EARLIER = `UPDATE browser_session SET secret_hash = NULL,
    expires_at_ms = CASE WHEN ${SAME_PERSON} AND secret_hash IS NOT NULL THEN expires_at_ms ELSE 0 END
  WHERE ${IS_KEYS} AND key_hash IS NOT :key_hash AND NOT (${SAME_PERSON} AND ${RAN_OUT})`;

const IS_THIS = "id IN (:begins, :earlier) AND key_hash = :key_hash";
const WITHDRAW = `UPDATE browser_session SET expires_at_ms = 0 WHERE ${IS_THIS}`;

type SessionSettings = Pick<Settings, "sessionIdleMs">;

/** `guard` is a further condition, and `more` are its parameters. */
export function beginning(
  { session, origin }: BeginningSession,
  { sessionIdleMs }: SessionSettings,
  guard = "true",
  more: Parameters = {},
) {
  const { id, user, realm, serial, token, amr, signedInAtMs, expiresAtMs } = session;
  const { secretHash, client, browser = "", earlier } = origin;
  const parameters = {
    ...more,
    begins: id,
    earlier: earlier?.id ?? null,
    secret_hash: earlier?.secretHash ?? null,
    key_hash: secretHash,
    user,
    realm,
    serial,
    token_id: token.id,
    token_generation: token.generation,
    amr: JSON.stringify(amr),
    client,
    browser,
    now: signedInAtMs,
    expires: expiresAtMs,
    idle_since: signedInAtMs - sessionIdleMs,
  };
  return {
    again: earlier && part(`${AGAIN} AND ${guard}`, parameters),
    begun: part(`${BEGIN} AND ${guard} ON CONFLICT DO NOTHING`, parameters),
    earlier: earlier && part(`${END_EARLIER} AND ${guard}`, parameters),
    good: part<SessionRow>(goodSession(IS_THIS), parameters),
  };
}

export const sessionWithdrawal = (db: D1Database, { session, origin }: BeginningSession): Statement =>
  statement(db, WITHDRAW, {
    begins: session.id,
    earlier: origin.earlier?.id ?? null,
    key_hash: origin.secretHash,
  });
