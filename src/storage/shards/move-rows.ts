// Moves the rows of one owner: one batch copies them, another deletes them at the source. So the machine may die anywhere; the next run
// finds the rest.
//
// An owner that is in both databases is either copied and not yet deleted, or was changed since. The map says which of the two was
// served:
//   the slot is still the source's      the source's rows replace the copies
//   the slot is the target's already    the target's rows stay, and only rows that it lacks are copied

import type { UserReading } from "../../core/user.ts";
import { batch, type Parts } from "../sql/batch.ts";
import { type Statement, statement } from "../sql/sql.ts";
import { besideToken, type Conflict, deleteRow, insertBeside, insertRow, type Row, without } from "./copied-rows.ts";

/** Whose rows they are: a user's, or those of a token without one. */
export type Whose = UserReading | { readonly serial: string };

export interface MovedRows {
  readonly tokens: number;
  /** Serials that another token of the target has. They stay where they are. */
  readonly taken: readonly string[];
}

/** `isServed`: whether the target is the database that the map names. */
export async function moveRows(from: D1Database, to: D1Database, whose: Whose, isServed: boolean): Promise<MovedRows> {
  const rows = await readRows(from, whose);
  const madeAt = await timesOf(to, rows.tokens);
  const isOther = ({ serial, created_at_ms: made }: Row) =>
    madeAt.has(String(serial)) && madeAt.get(String(serial)) !== made;
  const own = rows.tokens.filter((row) => !isOther(row));
  const lacking = isServed ? own.filter(({ serial }) => !madeAt.has(String(serial))) : own;
  await run(to, copying(to, { ...rows, tokens: own }, lacking, isServed ? "keep" : "replace"));
  await run(from, deleting(from, { ...rows, tokens: own }, whose));
  const taken = rows.tokens.filter(isOther).map(({ serial }) => String(serial));
  return { tokens: own.length, taken };
}

interface Rows {
  readonly tokens: readonly Row[];
  readonly locks: readonly Row[];
  readonly sessions: readonly Row[];
  readonly grants: readonly Row[];
  readonly links: readonly Row[];
  readonly recovery: readonly Row[];
  readonly users: readonly Row[];
}

async function readRows(db: D1Database, whose: Whose): Promise<Rows> {
  const of = { ...whose };
  const isUser = "user" in whose;
  const which = isUser ? "user = :user AND realm = :realm" : "serial = :serial AND user IS NULL";
  const ofUser = (sql: string) => (isUser ? statement<Row>(db, sql, of) : undefined);
  const read = await batch(db, {
    tokens: statement<Row>(db, `SELECT * FROM token WHERE ${which}`, of),
    locks: statement<Row>(
      db,
      `SELECT token.serial AS token_serial, lock.* FROM lock JOIN token ON token.id = lock.token_id WHERE ${which}`,
      of,
    ),
    sessions: ofUser(besideToken("browser_session")),
    grants: ofUser(besideToken("oidc_grant")),
    links: ofUser("SELECT * FROM enrollment_link WHERE user = :user AND realm = :realm"),
    recovery: ofUser("SELECT * FROM recovery WHERE user = :user AND realm = :realm"),
    users: ofUser("SELECT * FROM user WHERE name = :user AND realm = :realm"),
  } as const);
  return {
    tokens: read.tokens.rows,
    locks: read.locks.rows,
    sessions: read.sessions?.rows ?? [],
    grants: read.grants?.rows ?? [],
    links: read.links?.rows ?? [],
    recovery: read.recovery?.rows ?? [],
    users: read.users?.rows ?? [],
  };
}

/** When the tokens that have these serials were made. A token that was made at another time is another one. */
async function timesOf(db: D1Database, tokens: readonly Row[]): Promise<ReadonlyMap<string, number>> {
  const { results } = await statement<{ serial: string; created_at_ms: number }>(
    db,
    "SELECT serial, created_at_ms FROM token WHERE serial IN (SELECT value FROM json_each(:serials))",
    { serials: JSON.stringify(tokens.map(({ serial }) => serial)) },
  ).all<{ serial: string; created_at_ms: number }>();
  return new Map(results.map((row) => [row.serial, row.created_at_ms]));
}

/** `lacking`: the tokens to be copied, those that the target has to give up first among them. */
function copying(db: D1Database, rows: Rows, lacking: readonly Row[], conflict: Conflict): Named {
  const isOf = (tokens: readonly Row[]) => {
    const serials = new Set(tokens.map(({ serial }) => serial));
    return ({ token_serial }: Row) => serials.has(token_serial ?? "");
  };
  const gone = (row: Row) => statement(db, "DELETE FROM token WHERE serial = :serial", { serial: row.serial ?? "" });
  return {
    ...named("user", rows.users, (row) => insertRow(db, "user", without(row, "id"), "keep")),
    ...named("gone", lacking, gone),
    ...named("token", lacking, (row) => insertRow(db, "token", without(row, "id"), "fail")),
    ...named("lock", rows.locks.filter(isOf(lacking)), (row) => insertBeside(db, "lock", row, "fail")),
    ...named("session", rows.sessions.filter(isOf(rows.tokens)), (row) =>
      insertBeside(db, "browser_session", row, conflict),
    ),
    ...named("grant", rows.grants.filter(isOf(rows.tokens)), (row) => insertBeside(db, "oidc_grant", row, conflict)),
    ...named("link", rows.links, (row) => insertRow(db, "enrollment_link", row, conflict)),
    ...named("recovery", rows.recovery, (row) => insertRow(db, "recovery", row, conflict)),
  };
}

/** A row that has changed since it was read stays, and the next run copies it again. */
function deleting(db: D1Database, rows: Rows, whose: Whose): Named {
  return {
    // Before the tokens: a session would take the end of its token for its own, and its applications would be told of it.
    ...named("session", rows.sessions, (row) => deleteRow(db, "browser_session", without(row, "token_serial"))),
    ...named("grant", rows.grants, (row) => deleteRow(db, "oidc_grant", without(row, "token_serial"))),
    ...named("token", rows.tokens, (row) => deleteRow(db, "token", row)),
    ...named("link", rows.links, (row) => deleteRow(db, "enrollment_link", row)),
    ...named("recovery", rows.recovery, (row) => deleteRow(db, "recovery", row)),
    ...("user" in whose && {
      user: statement(
        db,
        `DELETE FROM user WHERE name = :user AND realm = :realm AND NOT EXISTS (
           SELECT 1 FROM token WHERE token.user = :user AND token.realm = :realm)`,
        { ...whose },
      ),
    }),
  };
}

type Named = Readonly<Record<string, Statement>>;

/** A statement for each row, under names of their own in a batch. */
const named = (name: string, rows: readonly Row[], make: (row: Row) => Statement): Named =>
  Object.fromEntries(rows.map((row, index) => [`${name} ${index}`, make(row)]));

async function run(db: D1Database, statements: Named): Promise<void> {
  if (Object.keys(statements).length > 0) await batch(db, statements as Parts<Named>);
}
