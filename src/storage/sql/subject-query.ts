// Reads a subject in one statement: the user a request names, its realm resolved, and the tokens.

import type { LockPath } from "../../core/token/lock.ts";
import type { RolloutState, Subject, SubjectView, TokenRecord } from "../../core/token.ts";
import { type NamedUser, readingsOf } from "../../core/user.ts";
import type { Settings } from "../../settings.ts";
import { type Parameters, type Statement, statement } from "./sql.ts";

export type UserSettings = Pick<Settings, "defaultRealm" | "foldUserCase">;

/**
 * Holds when `user@realm` is read as a user of that realm, by the rule of `UserReadings` in
 * src/core/user.ts: a new realm takes no name from a user who has it. Bind `whoParameters`.
 */
export const IS_SPLIT = `(EXISTS (SELECT 1 FROM user WHERE realm = :split_realm)
  AND NOT EXISTS (SELECT 1 FROM user WHERE realm = :whole_realm AND name = :whole_user))`;

/** The named user, as one row of name and realm. Parameters: `whoParameters`. */
export const WHO = `
  SELECT CASE WHEN split THEN :split_user ELSE :whole_user END AS name,
         CASE WHEN split THEN :split_realm ELSE :whole_realm END AS realm
  FROM (SELECT ${IS_SPLIT} AS split)`;

/** Holds for a token of the named user. Parameters: `whoParameters`. */
export const isTheirs = (named: NamedUser, settings: UserSettings): string =>
  readingsOf(named, settings).split
    ? `(token.user, token.realm) IN (${WHO})`
    : "token.user = :whole_user AND token.realm = :whole_realm";

export function whoParameters(named: NamedUser | undefined, settings: UserSettings): Parameters {
  const { whole, split } = named ? readingsOf(named, settings) : {};
  return {
    whole_user: whole?.user ?? null,
    whole_realm: whole?.realm ?? null,
    split_user: split?.user ?? null,
    split_realm: split?.realm ?? null,
  };
}

/** The failures of the token in a row of this name, as JSON. */
export const failuresOf = (token: string): string => `(
    SELECT json_group_array(json_array(lock.path, lock.failcount, lock.locks, lock.failed_at_ms))
    FROM lock WHERE lock.token_id = ${token}.id)`;

/**
 * One row per token, or one row without a token when there is none. `join` selects the tokens,
 * `tail` orders and limits them. Failures are read only for the rows that are left.
 */
export const subjectQuery = (join: string, tail = "ORDER BY token.id"): string => `
  WITH who AS (${WHO})
  SELECT found.*, ${failuresOf("found")} AS failures
  FROM (
    SELECT who.name AS who_name, who.realm AS who_realm, token.*,
           EXISTS (SELECT 1 FROM user WHERE user.realm = who.realm AND user.name = who.name) AS who_known
    FROM who LEFT JOIN token ON ${join}
    ${tail}) AS found`;

/** The token of the serial, whoever owns it, or the user's tokens. Bind `subjectParameters`. */
export const joinOf = ({ serial, externalId }: Subject): string => {
  if (serial !== undefined) return "token.serial = :serial";
  const theirs = "token.realm = who.realm AND token.user = who.name";
  return externalId === undefined ? theirs : `${theirs} AND ${IS_KNOWN_AS}`;
};

const IS_KNOWN_AS = `EXISTS (SELECT 1 FROM user
  WHERE user.realm = who.realm AND user.name = who.name AND user.external_id = :external_id)`;

/** The same, and for a serial also the other tokens of its user. */
const joinWithOthersOf = (subject: Subject): string =>
  subject.serial === undefined
    ? joinOf(subject)
    : `token.id IN (
        SELECT id FROM token AS named WHERE named.serial = :serial
        UNION
        SELECT other.id FROM token AS named JOIN token AS other ON other.realm = named.realm AND other.user = named.user
        WHERE named.serial = :serial)`;

export const subjectParameters = ({ serial, named, externalId }: Subject, settings: UserSettings): Parameters => ({
  ...whoParameters(named, settings),
  serial: serial ?? null,
  external_id: externalId ?? null,
});

/** Reads all that `viewOf` needs. `and` is a further condition, whose parameters are in `more`. */
export const subjectStatement = (
  db: D1Database | D1DatabaseSession,
  subject: Subject,
  settings: UserSettings,
  and = "true",
  more: Parameters = {},
): Statement<SubjectRow> =>
  statement(db, subjectQuery(`${joinWithOthersOf(subject)} AND ${and}`), {
    ...more,
    ...subjectParameters(subject, settings),
  });

/**
 * Holds when the primary shows what an earlier read has shown, as far as it decides on a login:
 * then what was judged holds here, too. Parameters: `subjectParameters` and `shownParameter`.
 */
export const showsSame = (subject: Subject): string => `:shown = (
  SELECT json_group_array(json_array(who_realm, who_known, id, generation, active, revoked, rollout_state, valid_from_ms,
    valid_until_ms, json(failures)))
  FROM (${subjectQuery(joinWithOthersOf(subject))}))`;

export function shownParameter({ user, tokens, others }: SubjectView): Parameters {
  const who = [user?.realm ?? null, user?.known ? 1 : 0];
  const states = [...tokens, ...others]
    .toSorted((a, b) => a.id - b.id)
    .map((token) => [
      ...who,
      ...[token.id, token.generation, Number(token.active), Number(token.revoked), token.rolloutState],
      ...[token.validFromMs, token.validUntilMs],
      token.failures.map(({ path, failCount, locks, failedAtMs }) => [path, failCount, locks, failedAtMs]),
    ]);
  const nothing = [...who, null, null, null, null, null, null, null, []];
  return { shown: JSON.stringify(states.length > 0 ? states : [nothing]) };
}

/** A row of the table token, or nulls where there is no token. */
export interface TokenRow {
  id: number | null;
  serial: string;
  generation: number;
  realm: string | null;
  user: string | null;
  description: string;
  info: string;
  active: number;
  disabled_by_job: string | null;
  revoked: number;
  rollout_state: RolloutState;
  max_fail: number;
  valid_from_ms: number | null;
  valid_until_ms: number | null;
  suite: string;
  sealed_pin: string | null;
  sealed_pass: string | null;
  pass_until_ms: number | null;
  pass_left: number | null;
  sealed_secret: string | null;
  identity: string | null;
  service_identifier: string | null;
  session_expires_at_ms: number | null;
  session_uses: number | null;
  created_at_ms: number;
  assigned_at_ms: number | null;
  last_auth_ms: number | null;
  proven_at_ms: number | null;
  browsers_since_ms: number;
  pin_given: number;
}

export interface SubjectRow extends TokenRow {
  who_name: string | null;
  who_realm: string | null;
  who_known: number;
  /** JSON: path, failcount, locks and failed_at_ms of each row of the table lock. */
  failures: string;
}

/** `serial` is the subject's, if it names one. */
export function viewOf(rows: readonly SubjectRow[], serial?: string): SubjectView {
  const { who_name: name, who_realm: realm, who_known: known } = rows[0] ?? {};
  const tokens = rows.flatMap((row) => (row.id === null ? [] : [tokenRecordOf(row, row.id)]));
  const isMeant = (token: TokenRecord) => serial === undefined || token.serial === serial;
  return {
    user: name && realm ? { name, realm, known: known === 1 } : undefined,
    tokens: tokens.filter(isMeant),
    others: tokens.filter((token) => !isMeant(token)),
  };
}

export const tokenRecordOf = (row: TokenRow & Pick<SubjectRow, "failures">, id: number): TokenRecord => ({
  id,
  serial: row.serial,
  generation: row.generation,
  user: row.user,
  realm: row.realm,
  description: row.description,
  info: JSON.parse(row.info),
  active: row.active === 1,
  disabledByJob: row.disabled_by_job,
  revoked: row.revoked === 1,
  rolloutState: row.rollout_state,
  failures: (JSON.parse(row.failures) as [LockPath, number, number, number][]).map(
    ([path, failCount, locks, failedAtMs]) => ({ path, failCount, locks, failedAtMs }),
  ),
  maxFail: row.max_fail,
  validFromMs: row.valid_from_ms,
  validUntilMs: row.valid_until_ms,
  suite: row.suite,
  sealedPin: row.sealed_pin,
  sealedPass: row.sealed_pass,
  passUntilMs: row.pass_until_ms,
  passLeft: row.pass_left ?? 0,
  sealedSecret: row.sealed_secret,
  identity: row.identity,
  serviceIdentifier: row.service_identifier,
  sessionExpiresAtMs: row.session_expires_at_ms,
  sessionUses: row.session_uses ?? 0,
  createdAtMs: row.created_at_ms,
  assignedAtMs: row.assigned_at_ms,
  lastAuthMs: row.last_auth_ms,
  provenAtMs: row.proven_at_ms,
  browsersSinceMs: row.browsers_since_ms,
  ...(row.pin_given === 1 && { pinGiven: true }),
});
