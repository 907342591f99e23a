// Moves the rows of some owners: one batch copies them, another deletes them at the source. So the
// machine may die anywhere; the next run finds the rest.
//
// An owner that is in both databases is either copied and not yet deleted, or was changed since.
// The map says which of the two was served:
//   the slot is still the source's      the source's rows replace the copies
//   the slot is the target's already    the target's rows stay, and those that it lacks are copied
import { batch } from "../../../src/storage/sql/batch.ts";
import { type Statement, statement } from "../../../src/storage/sql/sql.ts";
import { allRows } from "../database/pages.ts";
import { type Conflict, deleteRows, deleteSerials, insertBeside, insertRows, type Row } from "./copied-rows.ts";
import { type OwnerGroup, type Rows, readRows, whoseParameters } from "./read-rows.ts";

export interface MovedRows {
  readonly tokens: number;
  /** Serials that another token of the target has. They stay where they are. */
  readonly taken: readonly string[];
}

/** Rows in one transaction, unless one owner has more. D1 ends transactions that take too long. */
const MAX_ROWS = 2000;

/** `isServed`: whether the target is the database that the map names. */
export async function moveRows(
  from: D1Database,
  to: D1Database,
  group: OwnerGroup,
  isServed: boolean,
): Promise<MovedRows> {
  const rows = await readRows(from, group);
  const halves = Object.values(rows).flat().length > MAX_ROWS ? halvesOf(group) : undefined;
  if (halves) {
    const [one, other] = [await moveRows(from, to, halves[0], isServed), await moveRows(from, to, halves[1], isServed)];
    return { tokens: one.tokens + other.tokens, taken: [...one.taken, ...other.taken] };
  }
  const madeAt = await timesOf(to, rows.tokens);
  const isOther = ({ serial, created_at_ms: made }: Row) =>
    madeAt.has(String(serial)) && madeAt.get(String(serial)) !== made;
  const own = rows.tokens.filter((row) => !isOther(row));
  const lacking = isServed ? own.filter(({ serial }) => !madeAt.has(String(serial))) : own;
  await run(to, copying(to, { ...rows, tokens: own }, lacking, isServed ? "keep" : "replace"));
  await run(from, deleting(from, { ...rows, tokens: own }, group));
  const taken = rows.tokens.filter(isOther).map(({ serial }) => String(serial));
  return { tokens: own.length, taken };
}

/** Undefined for a single owner. */
function halvesOf(group: OwnerGroup): readonly [OwnerGroup, OwnerGroup] | undefined {
  const halves = <One>(all: readonly One[]) => {
    const half = Math.ceil(all.length / 2);
    return all.length < 2 ? undefined : ([all.slice(0, half), all.slice(half)] as const);
  };
  if ("users" in group) {
    const users = halves(group.users);
    return users && [{ users: users[0] }, { users: users[1] }];
  }
  const serials = halves(group.serials);
  return serials && [{ serials: serials[0] }, { serials: serials[1] }];
}

/** When the tokens of these serials were made. One that was made at another time is another. */
async function timesOf(db: D1Database, tokens: readonly Row[]): Promise<ReadonlyMap<string, number>> {
  if (tokens.length === 0) return new Map();
  const rows = await allRows<{ serial: string; created_at_ms: number }>(
    db,
    "SELECT serial, created_at_ms FROM token WHERE serial IN (SELECT value FROM json_each(:serials))",
    { serials: JSON.stringify(tokens.map(({ serial }) => serial)) },
  );
  return new Map(rows.map((row) => [row.serial, row.created_at_ms]));
}

/** `lacking`: the tokens to copy, including those that the target has to give up first. */
function copying(db: D1Database, rows: Rows, lacking: readonly Row[], conflict: Conflict): Statement[] {
  const isOf = (tokens: readonly Row[]) => {
    const serials = new Set(tokens.map(({ serial }) => serial));
    return ({ token_serial }: Row) => serials.has(token_serial ?? "");
  };
  return [
    ...insertRows(db, "user", rows.users, conflict),
    ...deleteSerials(db, lacking),
    ...insertRows(db, "token", lacking, "fail"),
    ...insertBeside(db, "lock", rows.locks.filter(isOf(lacking)), "fail"),
    ...insertBeside(db, "browser_session", rows.sessions.filter(isOf(rows.tokens)), conflict),
    ...insertBeside(db, "oidc_grant", rows.grants.filter(isOf(rows.tokens)), conflict),
    ...insertRows(db, "enrollment_link", rows.links, conflict),
    ...insertRows(db, "undo", rows.undo, conflict),
    ...insertRows(db, "recovery", rows.recovery, conflict),
    ...insertRows(db, "caller", rows.callers, conflict),
    ...insertRows(db, "ciba_request", rows.confirmations, conflict),
  ];
}

/** A row that has changed since it was read stays, and the next run copies it again. */
function deleting(db: D1Database, rows: Rows, group: OwnerGroup): Statement[] {
  return [
    // Before the tokens, whose end would end their sessions, so that applications would be told.
    ...deleteRows(db, "browser_session", "id", rows.sessions),
    ...deleteRows(db, "oidc_grant", "id", rows.grants),
    // What can be undone ends with its token.
    ...deleteRows(db, "token", "id", rows.tokens),
    ...deleteRows(db, "enrollment_link", "hash", rows.links),
    ...deleteRows(db, "recovery", "id", rows.recovery),
    ...deleteRows(db, "caller", "id", rows.callers),
    ...deleteRows(db, "ciba_request", "id", rows.confirmations),
    ...("users" in group ? [statement(db, DELETE_USERS, whoseParameters(group))] : []),
  ];
}

const DELETE_USERS = `DELETE FROM user WHERE id IN (
  SELECT user.id FROM json_each(:whose) AS whose
  JOIN user ON user.realm = whose.value ->> 'realm' AND user.name = whose.value ->> 'user'
  WHERE NOT EXISTS (SELECT 1 FROM token WHERE token.realm = user.realm AND token.user = user.name))`;

async function run(db: D1Database, statements: readonly Statement[]): Promise<void> {
  const named = Object.fromEntries(statements.map((each, index) => [`rows ${index}`, each]));
  if (statements.length > 0) await batch(db, named);
}
