// Reading a subject: the user a request names, its realm resolved, and its tokens, in one statement.

import type { NamedUser, RolloutState, Subject, SubjectView, TokenRecord } from "../core/ports.ts";
import { readingsOf } from "../core/user.ts";

/** Resolves a name: `user@realm` is split when that realm has a user. Takes four parameters from ?`from` on: `whoParameters`. */
export const resolveUser = (from: number): string => `
  SELECT CASE WHEN known THEN ?${from + 2} ELSE ?${from} END AS name,
         CASE WHEN known THEN ?${from + 3} ELSE ?${from + 1} END AS realm
  FROM (SELECT EXISTS (SELECT 1 FROM user WHERE realm = ?${from + 3}) AS known)`;

export function whoParameters(named: NamedUser | undefined, defaultRealm: string): (string | null)[] {
  if (!named) return [null, null, null, null];
  const { whole, split } = readingsOf(named, defaultRealm);
  return [whole.user, whole.realm, split?.user ?? null, split?.realm ?? null];
}

/**
 * One row per token, and one without a token when there is none. `join` says which tokens: see the callers.
 * Takes four parameters from ?`from` on.
 */
export const subjectQuery = (join: string, from: number): string => `
  WITH who AS (${resolveUser(from)})
  SELECT who.name AS who_name, who.realm AS who_realm, token.*,
         EXISTS (SELECT 1 FROM user WHERE user.realm = who.realm AND user.name = who.name) AS who_known
  FROM who LEFT JOIN token ON ${join}
  ORDER BY token.id`;

/** The token of the serial, whosever it is, or else the tokens of the user. Takes the serial as ?5. */
export const tokensOf = (subject: Subject): string =>
  subject.serial === undefined
    ? "token.realm = who.realm AND token.user = who.name AND ?5 IS NULL"
    : "token.serial = ?5";

export interface SubjectRow extends TokenRow {
  who_name: string | null;
  who_realm: string | null;
  who_known: number;
}

/** A row of the table token, or nulls where there is no token. */
export interface TokenRow {
  id: number | null;
  serial: string;
  generation: number;
  realm: string;
  user: string;
  description: string;
  active: number;
  revoked: number;
  rollout_state: RolloutState;
  failcount: number;
  max_fail: number;
  suite: string;
  sealed_pin: string | null;
  sealed_secret: string | null;
  created_at_ms: number;
  assigned_at_ms: number;
  last_auth_ms: number | null;
}

export function viewOf(rows: readonly SubjectRow[]): SubjectView {
  const { who_name: name, who_realm: realm, who_known: known } = rows[0] ?? {};
  return {
    user: name && realm ? { name, realm, known: known === 1 } : undefined,
    tokens: rows.flatMap((row) => (row.id === null ? [] : [recordOf(row, row.id)])),
  };
}

const recordOf = (row: TokenRow, id: number): TokenRecord => ({
  id,
  serial: row.serial,
  generation: row.generation,
  user: row.user,
  realm: row.realm,
  description: row.description,
  active: row.active === 1,
  revoked: row.revoked === 1,
  rolloutState: row.rollout_state,
  failCount: row.failcount,
  maxFail: row.max_fail,
  suite: row.suite,
  sealedPin: row.sealed_pin,
  sealedSecret: row.sealed_secret,
  createdAtMs: row.created_at_ms,
  assignedAtMs: row.assigned_at_ms,
  lastAuthMs: row.last_auth_ms,
});
