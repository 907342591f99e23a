// Tokens of other servers, written by `npm run import`, never by the worker. One statement takes a
// whole batch as JSON: thousands of single ones would take many times as long.
//
// An import may be stopped anywhere and run again, while the service is running:
//   a batch was written already   the next run finds each token with its digest, and leaves it
//   a login came in between       the token has taken a step of a login, so no import changes it
//   a phone or PIN was changed    that erased the digest, so the token counts as made here
// A token without any of these is replaced if its record has changed since, such as its address.

import type { Note } from "../../../../src/core/audit/audit.ts";
import type { AdminRecord } from "../../../../src/core/ports/people/accounts.ts";
import type { RolloutState } from "../../../../src/core/token.ts";
import type { Notes } from "../../../../src/storage/audit/store.ts";
import { after, batch } from "../../../../src/storage/sql/batch.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";

/** What is stored about a person who is not known here yet. */
export interface ImportedPerson {
  readonly display_name: string | null;
  readonly email: string | null;
  /** JSON. */
  readonly groups: string | null;
  /** The name by which applications know the person; null: a new one. */
  readonly subject: string | null;
  /** Null: since now. */
  readonly known_since_ms: number | null;
}

export interface ImportedUser extends ImportedPerson {
  readonly user: string;
  readonly realm: string;
}

export interface ImportedToken extends ImportedPerson {
  readonly serial: string;
  /** Null, like the realm, when the token has no user. */
  readonly user: string | null;
  readonly realm: string | null;
  readonly description: string;
  /** JSON. */
  readonly info: string;
  readonly active: number;
  readonly revoked: number;
  readonly max_fail: number;
  readonly valid_from_ms: number | null;
  readonly valid_until_ms: number | null;
  readonly suite: string;
  readonly rollout_state: RolloutState;
  readonly sealed_pin: string | null;
  readonly sealed_secret: string | null;
  readonly identity: string | null;
  readonly service_identifier: string | null;
  readonly authentication_url: string | null;
  readonly notification_type: string | null;
  readonly sealed_notification_address: string | null;
  readonly created_at_ms: number;
  readonly last_auth_ms: number | null;
  /** When its phone answered right first, as far as the other server tells. */
  readonly proven_at_ms: number | null;
  readonly assigned_at_ms: number | null;
  readonly session_uses: number | null;
  readonly import_digest: string;
  /** JSON: path, failures in a row, earlier locks, time of the last failure; for failed paths. */
  readonly failures: string;
}

export interface ImportedLink {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly expires_at_ms: number;
}

/** What is here under a serial. */
export type ExistingRow = "absent" | "same" | "other-record" | "logged-in" | "made-here";

export interface ImportStore {
  /** What is here under each serial, compared with the digest of its record. */
  look(
    tokens: readonly { readonly serial: string; readonly digest: string }[],
  ): Promise<ReadonlyMap<string, ExistingRow>>;
  /**
   * Writes what may be written, and returns those serials. If nobody gives the service identifier,
   * it is today's own, and tokens that are here keep theirs, which their phones know.
   */
  write(
    tokens: readonly ImportedToken[],
    service: { readonly isGiven: boolean },
    nowMs: number,
    note: Note,
  ): Promise<ReadonlySet<string>>;
  /** Which of these users are known here: `same` with these attributes, `other` with others. */
  lookAtUsers(users: readonly ImportedUser[]): Promise<readonly ("absent" | "same" | "other")[]>;
  /** Makes users known who are not. */
  writeUsers(users: readonly ImportedUser[], nowMs: number, note: Note): Promise<void>;
  /** Makes links, or extends unused ones of an earlier run. Returns the hashes of usable links. */
  writeLinks(
    links: readonly ImportedLink[],
    maker: Pick<AdminRecord, "name" | "generation">,
    nowMs: number,
    note: Note,
  ): Promise<ReadonlySet<string>>;
}

const COLUMNS = [
  "serial",
  "user",
  "realm",
  "description",
  "info",
  "active",
  "revoked",
  "max_fail",
  "valid_from_ms",
  "valid_until_ms",
  "suite",
  "rollout_state",
  "sealed_pin",
  "sealed_secret",
  "identity",
  "service_identifier",
  "authentication_url",
  "notification_type",
  "sealed_notification_address",
  "session_uses",
  "created_at_ms",
  "last_auth_ms",
  "proven_at_ms",
  "import_digest",
] as const satisfies readonly (keyof ImportedToken)[];

/** A disable or revocation since the last import stays, as does an identifier not given anew. */
const ASIDE: Readonly<Record<string, string>> = {
  active: "min(token.active, excluded.active)",
  revoked: "max(token.revoked, excluded.revoked)",
  service_identifier:
    "CASE WHEN :is_service_given THEN excluded.service_identifier ELSE " +
    "coalesce(token.service_identifier, excluded.service_identifier) END",
};

const UPDATED = COLUMNS.filter((column) => column !== "serial")
  .map((column) => `${column} = ${ASIDE[column] ?? `excluded.${column}`}`)
  .join(", ");

/** A token that was made here has no digest, so the comparison of digests never holds for it. */
const WRITE = `
  INSERT INTO token (generation, assigned_at_ms, ${COLUMNS.join(", ")})
  SELECT 1, value ->> 'assigned_at_ms', ${COLUMNS.map((column) => `value ->> '${column}'`).join(", ")}
  FROM json_each(:rows) WHERE true
  ON CONFLICT (serial) DO UPDATE SET generation = generation + 1, ${UPDATED}, notification_address = NULL,
    disabled_by_job = CASE WHEN excluded.active THEN token.disabled_by_job END
  WHERE token.import_digest <> excluded.import_digest AND token.last_step IS NULL
  RETURNING serial`;

/** A row of the batch with the token that was made of it, in this batch or an earlier one. */
const OF_THE_BATCH = `FROM json_each(:rows) AS given JOIN token
  ON token.serial = given.value ->> 'serial' AND token.import_digest = given.value ->> 'import_digest'`;

/** Applications know a person by `subject`: if another user has it, this one gets a new one. */
const writeUsersOf = (given: string): string => `
  INSERT INTO user (name, realm, display_name, email, groups, subject, created_at_ms)
  SELECT given.value ->> 'user', given.value ->> 'realm', given.value ->> 'display_name', given.value ->> 'email',
    coalesce(given.value ->> 'groups', '[]'),
    CASE WHEN EXISTS (SELECT 1 FROM user WHERE subject = given.value ->> 'subject') THEN NULL ELSE given.value ->> 'subject' END,
    coalesce(given.value ->> 'known_since_ms', :now) ${given} WHERE given.value ->> 'user' IS NOT NULL
  ON CONFLICT DO NOTHING`;

export function createImportStore(db: D1Database, notes: Notes): ImportStore {
  return {
    async look(tokens) {
      const { results } = await statement<{ serial: string; here: ExistingRow }>(
        db,
        `SELECT token.serial, CASE
           WHEN token.import_digest = given.value ->> 'digest' THEN 'same'
           WHEN token.last_step IS NOT NULL THEN 'logged-in'
           WHEN token.import_digest IS NULL THEN 'made-here'
           ELSE 'other-record' END AS here
         FROM json_each(:tokens) AS given JOIN token ON token.serial = given.value ->> 'serial'`,
        { tokens: JSON.stringify(tokens) },
      ).all<{ serial: string; here: ExistingRow }>();
      const found = new Map(results.map(({ serial, here: existing }) => [serial, existing]));
      return new Map(tokens.map(({ serial }) => [serial, found.get(serial) ?? "absent"]));
    },

    async write(tokens, { isGiven }, nowMs, note) {
      const parameters = { rows: JSON.stringify(tokens), now: nowMs };
      const done = await batch(db, {
        tokens: statement<{ serial: string }>(db, WRITE, { ...parameters, is_service_given: isGiven ? 1 : 0 }),
        note: after("tokens", await notes.of(note)),
        users: statement(db, writeUsersOf(OF_THE_BATCH), parameters),
        // A token that has logged in here since keeps its own failures.
        failures: statement(
          db,
          `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
           SELECT token.id, failed.value ->> 0, failed.value ->> 1, failed.value ->> 2, failed.value ->> 3, token.max_fail
           ${OF_THE_BATCH} JOIN json_each(given.value ->> 'failures') AS failed
           WHERE token.last_step IS NULL
           ON CONFLICT (token_id, path) DO NOTHING`,
          parameters,
        ),
      });
      return new Set(done.tokens.rows.map(({ serial }) => serial));
    },

    async lookAtUsers(users) {
      const { results } = await statement<{ place: number; here: "same" | "other" }>(
        db,
        `SELECT given.key AS place, CASE
           WHEN user.display_name IS given.value ->> 'display_name' AND user.email IS given.value ->> 'email'
             AND user.groups = coalesce(given.value ->> 'groups', '[]')
             AND user.subject = coalesce(given.value ->> 'subject', user.subject) THEN 'same'
           ELSE 'other' END AS here
         FROM json_each(:users) AS given JOIN user
           ON user.realm = given.value ->> 'realm' AND user.name = given.value ->> 'user'`,
        { users: JSON.stringify(users) },
      ).all<{ place: number; here: "same" | "other" }>();
      const found = new Map(results.map(({ place, here }) => [place, here]));
      return users.map((_, place) => found.get(place) ?? "absent");
    },

    async writeUsers(users, nowMs, note) {
      await batch(db, {
        users: statement(db, writeUsersOf("FROM json_each(:rows) AS given"), {
          rows: JSON.stringify(users),
          now: nowMs,
        }),
        note: after("users", await notes.of(note)),
      });
    },

    async writeLinks(links, { name, generation }, nowMs, note) {
      const parameters = { rows: JSON.stringify(links), maker: name, generation, now: nowMs };
      const done = await batch(db, {
        links: statement<{ hash: string }>(
          db,
          `INSERT INTO enrollment_link (hash, user, realm, shadows, replaces, asks_pin, made_by,
            made_by_generation, made_at_ms, expires_at_ms)
           SELECT value ->> 'hash', value ->> 'user', value ->> 'realm', 0, NULL, 1, :maker,
             :generation, :now, value ->> 'expires_at_ms'
           FROM json_each(:rows) WHERE true
           ON CONFLICT (hash) DO UPDATE SET
             expires_at_ms = excluded.expires_at_ms, made_by = excluded.made_by, made_by_generation = excluded.made_by_generation
           WHERE enrollment_link.started_at_ms IS NULL AND enrollment_link.withdrawn_at_ms IS NULL
           RETURNING hash`,
          parameters,
        ),
        note: after("links", await notes.of(note)),
      });
      return new Set(done.links.rows.map(({ hash }) => hash));
    },
  };
}
