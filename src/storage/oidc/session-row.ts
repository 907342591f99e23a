// A row of the table browser_session with its user, and the conditions under which it is good.

import {
  type Amr,
  type BrowserSession,
  BY_PASS,
  type LiveSession,
  type Person,
} from "../../core/ports/oidc/browser-sessions.ts";
import { ENDS_IN_REALM } from "../sql/ends-in-realm.ts";

export interface PersonRow {
  readonly user: string;
  readonly realm: string;
  readonly ends_in_realm: number;
  readonly subject: string;
  readonly display_name: string | null;
  readonly email: string | null;
  readonly groups: string;
}

export interface SessionRow extends PersonRow {
  readonly id: string;
  readonly serial: string;
  readonly token_id: number;
  readonly token_generation: number;
  readonly amr: string;
  readonly signed_in_at_ms: number;
  readonly seen_at_ms: number;
  readonly expires_at_ms: number;
  readonly pin_given: number;
}

/** What a list shows of a session: a `UserSession`. */
export const SESSION_COLUMNS = `serial, client, browser, signed_in_at_ms AS signedInAtMs, seen_at_ms AS seenAtMs,
  CASE amr WHEN '${JSON.stringify(BY_PASS)}' THEN 'pass' ELSE 'phone' END AS factor`;

/**
 * Holds for a row of `token` that is as it was when it answered. Outside its period a token signs
 * nobody in, so an earlier sign-in must not go on for months. Parameters: :now and the arguments'.
 */
export const tokenStands = (id: string, generation: string): string =>
  `token.id = ${id} AND token.generation = ${generation} AND token.active = 1 AND token.revoked = 0
    AND coalesce(token.valid_from_ms, 0) <= :now AND coalesce(token.valid_until_ms, :now + 1) > :now`;

/**
 * The row of a browser's key. Cookies of earlier versions have no id, and an index of those
 * sessions finds it. Parameters: :earlier, the id, and :secret_hash.
 */
export const IS_KEYS = `id = coalesce(:earlier, (SELECT id FROM browser_session WHERE secret_hash = :secret_hash))
  AND :secret_hash IN (key_hash, secret_hash)`;

/**
 * The session of `which`, if it is good: used lately, not over, its token and user as they were.
 * Indexes find one row of each table. Parameters: :now, :idle_since, and those of `which`.
 */
export const goodSession = (
  which: string,
) => `SELECT session.id, session.user, session.realm, session.serial, session.token_id,
    session.token_generation, session.amr, session.signed_in_at_ms, session.seen_at_ms, session.expires_at_ms, token.pin_given,
    ${ENDS_IN_REALM} AS ends_in_realm, user.subject, user.display_name, user.email, user.groups
  FROM (SELECT * FROM browser_session WHERE ${which}) AS session
  JOIN token ON ${tokenStands("session.token_id", "session.token_generation")}
    AND token.user = session.user AND token.realm = session.realm
  JOIN user ON user.realm = session.realm AND user.name = session.user
  WHERE session.expires_at_ms > :now AND session.seen_at_ms > :idle_since`;

export const signedInOf = (row: SessionRow): LiveSession => ({
  session: sessionIn(row),
  person: personIn(row),
  ...(row.pin_given === 1 ? { pinGiven: true } : {}),
});

const sessionIn = (row: SessionRow): BrowserSession => ({
  id: row.id,
  user: row.user,
  realm: row.realm,
  serial: row.serial,
  token: { id: row.token_id, generation: row.token_generation },
  amr: JSON.parse(row.amr) as Amr[],
  signedInAtMs: row.signed_in_at_ms,
  expiresAtMs: row.expires_at_ms,
});

export const personIn = (row: PersonRow): Person => ({
  user: row.user,
  realm: row.realm,
  endsInRealm: row.ends_in_realm === 1,
  subject: row.subject,
  displayName: row.display_name,
  email: row.email,
  groups: JSON.parse(row.groups),
});
