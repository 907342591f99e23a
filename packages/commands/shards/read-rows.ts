// Reads the rows that a move takes along, for many owners at once.
import type { UserReading } from "../../../src/core/user.ts";
import { batch } from "../../../src/storage/sql/batch.ts";
import { statement } from "../../../src/storage/sql/sql.ts";
import type { Row } from "./copied-rows.ts";

/** Whose rows they are: those of users, or those of tokens without one. */
export type OwnerGroup = { readonly users: readonly UserReading[] } | { readonly serials: readonly string[] };

type Kind =
  | "tokens"
  | "locks"
  | "sessions"
  | "grants"
  | "links"
  | "undo"
  | "recovery"
  | "callers"
  | "confirmations"
  | "users";
export type Rows = Readonly<Record<Kind, readonly Row[]>>;

/** Joins a table that has the owner's name in `column`. */
const ofOwner = (table: string, column = "user"): string =>
  `json_each(:whose) AS whose JOIN ${table}
   ON ${table}.realm = whose.value ->> 'realm' AND ${table}.${column} = whose.value ->> 'user'`;

const withoutUser = "json_each(:whose) AS whose JOIN token ON token.serial = whose.value AND token.user IS NULL";

/** A token made again under the same serial is another: rows of the earlier one stay behind. */
const besideToken = (table: string): string =>
  `SELECT token.serial AS token_serial, ${table}.* FROM ${ofOwner(table)} JOIN token ON token.id = ${table}.token_id`;

/**
 * Those with a refresh token are found by their user, and the others by their session, without
 * which they are worth nothing: src/storage/oidc/logout-notices.ts.
 */
const GRANTS = `${besideToken("oidc_grant")} WHERE oidc_grant.refresh_number IS NOT NULL
  UNION ALL SELECT token.serial AS token_serial, oidc_grant.* FROM ${ofOwner("browser_session")}
  JOIN oidc_grant ON oidc_grant.id > browser_session.id AND oidc_grant.id < browser_session.id || 'g'
  JOIN token ON token.id = oidc_grant.token_id WHERE oidc_grant.refresh_number IS NULL
  UNION ALL SELECT token.serial AS token_serial, oidc_grant.* FROM ${ofOwner("browser_session")}
  JOIN oidc_grant ON oidc_grant.session_id = browser_session.id AND substr(oidc_grant.id, 1, 32) <> oidc_grant.session_id
  JOIN token ON token.id = oidc_grant.token_id WHERE oidc_grant.refresh_number IS NULL`;

export const whoseParameters = (group: OwnerGroup) => ({
  whose: JSON.stringify("users" in group ? group.users.map(({ user, realm }) => ({ user, realm })) : group.serials),
});

export async function readRows(db: D1Database, group: OwnerGroup): Promise<Rows> {
  const parameters = whoseParameters(group);
  const isOfUsers = "users" in group;
  const tokens = isOfUsers ? ofOwner("token") : withoutUser;
  const ofUsers = (sql: string) => (isOfUsers ? statement<Row>(db, sql, parameters) : undefined);
  const read = await batch(db, {
    tokens: statement<Row>(db, `SELECT token.* FROM ${tokens}`, parameters),
    locks: statement<Row>(
      db,
      `SELECT token.serial AS token_serial, lock.* FROM ${tokens} JOIN lock ON lock.token_id = token.id`,
      parameters,
    ),
    sessions: ofUsers(besideToken("browser_session")),
    grants: ofUsers(GRANTS),
    links: ofUsers(`SELECT enrollment_link.* FROM ${ofOwner("enrollment_link")}`),
    undo: ofUsers(`SELECT undo.* FROM ${ofOwner("undo")}`),
    recovery: ofUsers(`SELECT recovery.* FROM ${ofOwner("recovery")}`),
    callers: ofUsers(`SELECT caller.* FROM ${ofOwner("caller")}`),
    confirmations: ofUsers(`SELECT ciba_request.* FROM ${ofOwner("ciba_request")}`),
    users: ofUsers(`SELECT user.* FROM ${ofOwner("user", "name")}`),
  } as const);
  return {
    tokens: read.tokens.rows,
    locks: read.locks.rows,
    sessions: read.sessions?.rows ?? [],
    grants: read.grants?.rows ?? [],
    links: read.links?.rows ?? [],
    undo: read.undo?.rows ?? [],
    recovery: read.recovery?.rows ?? [],
    callers: read.callers?.rows ?? [],
    confirmations: read.confirmations?.rows ?? [],
    users: read.users?.rows ?? [],
  };
}
