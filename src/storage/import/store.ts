// Tokens of other servers, written in batches by `npm run import`; the worker has no part in it. One statement takes a whole batch as
// JSON: as single statements, thousands of rows take many times as long.
//
// An import may be stopped anywhere and run again, beside the running service:
//   a batch that was written     the next run finds each token with the digest of its record, and leaves it
//   a login, in between          the token has taken a step of a login here, so no import changes it any more
//   a change of phone or PIN     has erased the digest, so the token is as one that was made here
// A token that has none of these is replaced by a record that has changed since, such as one with another address.

import type { Note } from "../../core/audit.ts";
import type { AdminRecord } from "../../core/ports/accounts.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { statement } from "../sql/sql.ts";

export interface ImportedToken {
  readonly serial: string;
  readonly user: string;
  readonly realm: string;
  readonly display_name: string | null;
  readonly email: string | null;
  /** JSON. */
  readonly groups: string | null;
  readonly description: string;
  /** JSON. */
  readonly info: string;
  readonly active: number;
  readonly revoked: number;
  readonly max_fail: number;
  readonly valid_from_ms: number | null;
  readonly valid_until_ms: number | null;
  readonly suite: string;
  /** 1 without a PIN, and where only a login can tell whether a hash is that of none: failures count on both paths then. */
  readonly may_lack_pin: number;
  readonly sealed_pin: string | null;
  readonly sealed_secret: string;
  readonly identity: string;
  readonly service_identifier: string;
  readonly authentication_url: string | null;
  readonly notification_type: string | null;
  readonly sealed_notification_address: string | null;
  readonly created_at_ms: number;
  readonly last_auth_ms: number | null;
  readonly import_digest: string;
  /** Failures in a row; with 0 there is no lock. */
  readonly fail_count: number;
  readonly failed_at_ms: number;
}

export interface ImportedLink {
  readonly hash: string;
  readonly user: string;
  readonly realm: string;
  readonly expires_at_ms: number;
}

/** What is here under a serial. */
export type Here = "absent" | "same" | "other record" | "has logged in" | "made here";

export interface ImportStore {
  /** The state of each serial, by that of its record. */
  look(tokens: readonly { readonly serial: string; readonly digest: string }[]): Promise<ReadonlyMap<string, Here>>;
  /**
   * Writes what may be written, and returns the serials of that. Where nobody gives the service
   * identifier it is today's own, and tokens that are here already keep theirs: their phones were
   * taken over under that one.
   */
  write(
    tokens: readonly ImportedToken[],
    service: { readonly isGiven: boolean },
    nowMs: number,
    note: Note,
  ): Promise<ReadonlySet<string>>;
  /** Makes links, or lengthens those of an earlier run that nobody has used. Returns the hashes of links that can be used. */
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
  "sealed_pin",
  "sealed_secret",
  "identity",
  "service_identifier",
  "authentication_url",
  "notification_type",
  "sealed_notification_address",
  "created_at_ms",
  "last_auth_ms",
  "import_digest",
] as const satisfies readonly (keyof ImportedToken)[];

/**
 * An administrator's disable or revocation since the last import stays, as does a service
 * identifier that nobody gives anew.
 */
const ASIDE: Readonly<Record<string, string>> = {
  active: "min(token.active, excluded.active)",
  revoked: "max(token.revoked, excluded.revoked)",
  service_identifier:
    "CASE WHEN :is_service_given THEN excluded.service_identifier ELSE coalesce(token.service_identifier, excluded.service_identifier) END",
};

const UPDATED = COLUMNS.filter((column) => column !== "serial")
  .map((column) => `${column} = ${ASIDE[column] ?? `excluded.${column}`}`)
  .join(", ");

/** A token that was made here has no digest, so the comparison of digests never holds for it. */
const WRITE = `
  INSERT INTO token (generation, rollout_state, assigned_at_ms, ${COLUMNS.join(", ")})
  SELECT 1, 'enrolled', :now, ${COLUMNS.map((column) => `value ->> '${column}'`).join(", ")}
  FROM json_each(:rows) WHERE true
  ON CONFLICT (serial) DO UPDATE SET generation = generation + 1, ${UPDATED}, notification_address = NULL
  WHERE token.import_digest <> excluded.import_digest AND token.last_step IS NULL
  RETURNING serial`;

/** A row of the batch beside the token that was made of it, in this batch or an earlier one. */
const OF_THE_BATCH = `FROM json_each(:rows) AS given JOIN token
  ON token.serial = given.value ->> 'serial' AND token.import_digest = given.value ->> 'import_digest'`;

export function createImportStore(db: D1Database, notes: Notes): ImportStore {
  return {
    async look(tokens) {
      const { results } = await statement<{ serial: string; here: Here }>(
        db,
        `SELECT token.serial, CASE
           WHEN token.import_digest = given.value ->> 'digest' THEN 'same'
           WHEN token.last_step IS NOT NULL THEN 'has logged in'
           WHEN token.import_digest IS NULL THEN 'made here'
           ELSE 'other record' END AS here
         FROM json_each(:tokens) AS given JOIN token ON token.serial = given.value ->> 'serial'`,
        { tokens: JSON.stringify(tokens) },
      ).all<{ serial: string; here: Here }>();
      const found = new Map(results.map(({ serial, here }) => [serial, here]));
      return new Map(tokens.map(({ serial }) => [serial, found.get(serial) ?? "absent"]));
    },

    async write(tokens, { isGiven }, nowMs, note) {
      const parameters = { rows: JSON.stringify(tokens), now: nowMs };
      const done = await batch(db, {
        tokens: statement<{ serial: string }>(db, WRITE, { ...parameters, is_service_given: isGiven ? 1 : 0 }),
        note: after("tokens", await notes.of(note)),
        users: statement(
          db,
          `INSERT INTO user (name, realm, display_name, email, groups, created_at_ms)
           SELECT token.user, token.realm, given.value ->> 'display_name', given.value ->> 'email',
             coalesce(given.value ->> 'groups', '[]'), :now ${OF_THE_BATCH} WHERE true
           ON CONFLICT (realm, name) DO NOTHING`,
          parameters,
        ),
        // The failures of a token that has logged in here since are its own.
        failures: statement(
          db,
          `INSERT INTO lock (token_id, path, failcount, locks, failed_at_ms, max_fail)
           SELECT token.id, kind.path, given.value ->> 'fail_count', 0, given.value ->> 'failed_at_ms', token.max_fail
           ${OF_THE_BATCH} JOIN (SELECT 'vouched' AS path UNION SELECT 'open') AS kind
             ON kind.path = 'vouched' OR given.value ->> 'may_lack_pin'
           WHERE given.value ->> 'fail_count' > 0 AND token.last_step IS NULL
           ON CONFLICT (token_id, path) DO NOTHING`,
          parameters,
        ),
      });
      return new Set(done.tokens.rows.map(({ serial }) => serial));
    },

    async writeLinks(links, { name, generation }, nowMs, note) {
      const parameters = { rows: JSON.stringify(links), maker: name, generation, now: nowMs };
      const done = await batch(db, {
        links: statement<{ hash: string }>(
          db,
          `INSERT INTO enrollment_link (hash, user, realm, shadows, replaces, asks_pin, made_by, made_by_generation, made_at_ms, expires_at_ms)
           SELECT value ->> 'hash', value ->> 'user', value ->> 'realm', 0, NULL, 1, :maker, :generation, :now, value ->> 'expires_at_ms'
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
