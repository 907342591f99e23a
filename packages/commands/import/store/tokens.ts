// Tokens of other servers. One statement takes a whole batch as JSON: thousands of single ones
// would take many times as long.
//
// An import may be stopped anywhere and run again, while the service is running:
//   a batch was written already   the next run finds each token with its digest, and leaves it
//   a login came in between       the token has taken a step of a login, so no import changes it
//   a phone or PIN was changed    that erased the digest, so the token counts as made here
// A token without any of these is replaced if its record has changed since, such as its address.
import type { Note } from "../../../../src/core/audit/audit.ts";
import type { RolloutState } from "../../../../src/core/token.ts";
import { SHUT_OUT_MARK } from "../../../../src/core/token.ts";
import type { Notes } from "../../../../src/storage/audit/store.ts";
import { after, batch } from "../../../../src/storage/sql/batch.ts";
import { isShutOut } from "../../../../src/storage/sql/shut-out.ts";
import { statement } from "../../../../src/storage/sql/sql.ts";
import { allRows } from "../../database/pages.ts";
import { type ImportedPerson, writeUsersOf } from "./users.ts";

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

/** What is here under a serial. */
type ExistingRow = "absent" | "same" | "other-record" | "logged-in" | "made-here";

/** `assigned_at_ms` is that of a new token alone, and the rest goes into other tables. */
type Column = Exclude<keyof ImportedToken, keyof ImportedPerson | "assigned_at_ms" | "failures">;
const COLUMNS: readonly Column[] = [
  ...(["serial", "user", "realm", "description", "info", "active", "revoked", "max_fail"] as const),
  ...(["valid_from_ms", "valid_until_ms", "suite", "rollout_state", "sealed_pin", "sealed_secret"] as const),
  ...(["identity", "service_identifier", "authentication_url", "notification_type"] as const),
  ...(["sealed_notification_address", "session_uses", "created_at_ms", "last_auth_ms"] as const),
  ...(["proven_at_ms", "import_digest"] as const),
];

/** A disable or revocation since the last import stays, as does an identifier not given anew. */
const ASIDE: Readonly<Partial<Record<Column, string>>> = {
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

export const tokensOf = (db: D1Database, notes: Notes) => ({
  /** What is here under each serial, compared with the digest of its record. */
  async look(
    tokens: readonly { readonly serial: string; readonly digest: string }[],
  ): Promise<ReadonlyMap<string, ExistingRow>> {
    const rows = await allRows<{ serial: string; here: ExistingRow }>(
      db,
      `SELECT token.serial, CASE
         WHEN token.import_digest = given.value ->> 'digest' THEN 'same'
         WHEN token.last_step IS NOT NULL THEN 'logged-in'
         WHEN token.import_digest IS NULL THEN 'made-here'
         ELSE 'other-record' END AS here
       FROM json_each(:tokens) AS given JOIN token ON token.serial = given.value ->> 'serial'`,
      { tokens: JSON.stringify(tokens) },
    );
    const existing = new Map(rows.map(({ serial, here }) => [serial, here]));
    return new Map(tokens.map(({ serial }) => [serial, existing.get(serial) ?? "absent"]));
  },

  /**
   * Writes what may be written, and returns those serials. If nobody gives the service identifier,
   * it is today's own, and tokens that are here keep theirs, which their phones know.
   */
  async write(
    tokens: readonly ImportedToken[],
    { isGiven }: { readonly isGiven: boolean },
    nowMs: number,
    note: Note,
  ): Promise<ReadonlySet<string>> {
    const parameters = { rows: JSON.stringify(tokens), now: nowMs };
    const done = await batch(db, {
      tokens: statement<{ serial: string }>(db, WRITE, { ...parameters, is_service_given: isGiven ? 1 : 0 }),
      note: after("tokens", await notes.of(note)),
      users: statement(db, writeUsersOf(OF_THE_BATCH), parameters),
      // Whoever is kept out here stays out; the token goes on with the others once they are let in.
      off: statement(
        db,
        `UPDATE token SET active = 0, disabled_by_job = '${SHUT_OUT_MARK}'
         WHERE active = 1 AND id IN (SELECT token.id ${OF_THE_BATCH}) AND ${isShutOut("token.user", "token.realm")}`,
        parameters,
      ),
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
});
