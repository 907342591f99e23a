// Moves the users of some slots from one database to another. Their requests have to pause meanwhile: SHARD_MOVING, or a server that is
// stopped. Each owner is copied in one batch, then deleted at the source in another, so the machine may die anywhere; the next run
// finds the rest.
//
// An owner that is in both is either copied and not yet deleted, or was changed since. The map says which of the two was served:
//   the slot is still the source's      the source's rows replace the copies
//   the slot is the target's already    the target's rows stay, and only rows that it lacks are copied
// Audit rows stay: the checkpoints of their trail cover them.

import { databaseOfSlot, type ShardMap, slotOf } from "../../core/shard-map.ts";
import type { SlotRange } from "../../core/slots.ts";
import { slotIn } from "../../core/token/serial.ts";
import type { UserReading } from "../../core/user.ts";
import type { Settings } from "../../settings.ts";
import { batch, type Parts } from "../sql/batch.ts";
import { type Parameters, type Statement, statement } from "../sql/sql.ts";
import type { NamedDatabase } from "./named-database.ts";

type Row = Readonly<Record<string, string | number | null>>;

/** Owners, or tokens without one, that are read at once. */
const PAGE = 200;

export interface Move {
  readonly from: NamedDatabase;
  readonly to: NamedDatabase;
  readonly slots: SlotRange;
  readonly map: ShardMap & Pick<Settings, "adminRealm">;
}

export interface Moved {
  readonly owners: number;
  readonly tokens: number;
  /** Serials that another token of the target has. They stay where they are. */
  readonly taken: readonly string[];
}

export async function moveSlots(move: Move): Promise<Moved> {
  let [owners, tokens] = [0, 0];
  const taken: string[] = [];
  const add = (serials: Taken) => {
    tokens += serials.moved;
    taken.push(...serials.taken);
  };
  for await (const owner of ownersIn(move.from.db)) {
    if (!(await isAmong(owner, move))) continue;
    add(await moveRows(move, await slotOf(owner), "user = :user AND realm = :realm", { ...owner }, owner));
    owners++;
  }
  const free = "SELECT id AS key, serial FROM token WHERE id > :after AND user IS NULL";
  for await (const { serial } of pages<{ serial: string }>(move.from.db, free, 0)) {
    const slot = slotIn(serial);
    if (slot !== undefined && isIn(slot, move.slots))
      add(await moveRows(move, slot, "serial = :serial AND user IS NULL", { serial }));
  }
  return { owners, tokens, taken };
}

const isIn = (slot: number, { from, to }: SlotRange) => slot >= from && slot <= to;

const isAmong = async (owner: UserReading, { slots, map }: Move): Promise<boolean> =>
  owner.realm !== map.adminRealm && !map.shardRealms.has(owner.realm) && isIn(await slotOf(owner), slots);

/** Users, and people who were sent a link. A user who has links occurs several times. */
export async function* ownersIn(db: D1Database): AsyncGenerator<UserReading> {
  yield* pages<UserReading>(db, "SELECT id AS key, name AS user, realm FROM user WHERE id > :after", 0);
  yield* pages<UserReading>(db, "SELECT hash AS key, user, realm FROM enrollment_link WHERE hash > :after", "");
}

/** Rows in the order of their keys, some of which a move may delete meanwhile. */
export async function* pages<Found>(db: D1Database, sql: string, first: string | number): AsyncGenerator<Found> {
  for (let after = first; ; ) {
    const page = statement<Found & { key: string | number }>(db, `${sql} ORDER BY 1 LIMIT ${PAGE}`, { after });
    const { results } = await page.all<Found & { key: string | number }>();
    yield* results as Found[];
    const last = results.at(-1);
    if (!last) return;
    after = last.key;
  }
}

interface Taken {
  readonly moved: number;
  readonly taken: readonly string[];
}

async function moveRows(move: Move, slot: number, which: string, of: Parameters, owner?: UserReading): Promise<Taken> {
  const { from, to, map } = move;
  const served = databaseOfSlot(slot, map) === to.name;
  const read = await batch(from.db, {
    tokens: statement<Row>(from.db, `SELECT * FROM token WHERE ${which}`, of),
    locks: statement<Row>(
      from.db,
      `SELECT token.serial AS token_serial, lock.* FROM lock JOIN token ON token.id = lock.token_id WHERE ${which}`,
      of,
    ),
    sessions: owner && statement<Row>(from.db, besideToken("browser_session"), of),
    grants: owner && statement<Row>(from.db, besideToken("oidc_grant"), of),
    links: owner && statement<Row>(from.db, "SELECT * FROM enrollment_link WHERE user = :user AND realm = :realm", of),
    recovery: owner && statement<Row>(from.db, "SELECT * FROM recovery WHERE user = :user AND realm = :realm", of),
    user: owner && statement<Row>(from.db, "SELECT * FROM user WHERE name = :user AND realm = :realm", of),
  } as const);
  const links = read.links?.rows ?? [];
  const codes = read.recovery?.rows ?? [];
  const there = await batch(to.db, {
    tokens: statement<{ serial: string; created_at_ms: number }>(
      to.db,
      "SELECT serial, created_at_ms FROM token WHERE serial IN (SELECT value FROM json_each(:serials))",
      { serials: JSON.stringify(read.tokens.rows.map(({ serial }) => serial)) },
    ),
  });
  const copies = new Map(there.tokens.rows.map((row) => [row.serial, row.created_at_ms]));
  const isOther = ({ serial, created_at_ms: made }: Row) =>
    copies.has(String(serial)) && copies.get(String(serial)) !== made;
  const own = read.tokens.rows.filter((row) => !isOther(row));
  const toCopy = served ? own.filter(({ serial }) => !copies.has(String(serial))) : own;
  const serials = new Set(toCopy.map(({ serial }) => serial));

  const inserts: Record<string, Statement> = {};
  const insert = (name: string, table: string, row: Row, conflict: string) => {
    inserts[name] = insertRow(to.db, table, row, conflict);
  };
  for (const [index, row] of (read.user?.rows ?? []).entries())
    insert(`user ${index}`, "user", without(row, "id"), "ON CONFLICT DO NOTHING");
  for (const [index, row] of toCopy.entries()) {
    inserts[`gone ${index}`] = statement(to.db, "DELETE FROM token WHERE serial = :serial", {
      serial: row.serial ?? "",
    });
    insert(`token ${index}`, "token", without(row, "id"), "");
  }
  for (const [index, row] of read.locks.rows.entries())
    if (serials.has(row.token_serial ?? "")) inserts[`lock ${index}`] = insertBeside(to.db, "lock", row, "");
  const onConflict = served ? "ON CONFLICT DO NOTHING" : "REPLACE";
  const kept = new Set(own.map(({ serial }) => serial));
  const beside = { browser_session: read.sessions?.rows ?? [], oidc_grant: read.grants?.rows ?? [] };
  for (const [table, rows] of Object.entries(beside))
    for (const [index, row] of rows.entries())
      if (kept.has(row.token_serial ?? "")) inserts[`${table} ${index}`] = insertBeside(to.db, table, row, onConflict);
  for (const [index, row] of links.entries()) insert(`link ${index}`, "enrollment_link", row, onConflict);
  for (const [index, row] of codes.entries()) insert(`recovery ${index}`, "recovery", row, onConflict);
  if (Object.keys(inserts).length > 0) await batch(to.db, inserts as Parts<typeof inserts>);

  // A row that has changed since it was read stays, and the next run copies it again.
  const deletes: Record<string, Statement> = {};
  // Before the tokens: a session would take the end of its token for its own, and its applications would be told of it.
  for (const [table, rows] of Object.entries(beside))
    for (const [index, row] of rows.entries())
      deletes[`${table} ${index}`] = deleteRow(from.db, table, without(row, "token_serial"));
  for (const [index, row] of own.entries()) deletes[`token ${index}`] = deleteRow(from.db, "token", row);
  for (const [index, row] of links.entries()) deletes[`link ${index}`] = deleteRow(from.db, "enrollment_link", row);
  for (const [index, row] of codes.entries()) deletes[`recovery ${index}`] = deleteRow(from.db, "recovery", row);
  if (owner)
    deletes.user = statement(
      from.db,
      `DELETE FROM user WHERE name = :user AND realm = :realm AND NOT EXISTS (
         SELECT 1 FROM token WHERE token.user = :user AND token.realm = :realm)`,
      of,
    );
  if (Object.keys(deletes).length > 0) await batch(from.db, deletes as Parts<typeof deletes>);
  return { moved: own.length, taken: read.tokens.rows.filter(isOther).map(({ serial }) => String(serial)) };
}

const without = (row: Row, column: string): Row =>
  Object.fromEntries(Object.entries(row).filter(([name]) => name !== column));

function insertRow(db: D1Database, table: string, row: Row, conflict: string): Statement {
  const columns = Object.keys(row);
  const verb = conflict === "REPLACE" ? "INSERT OR REPLACE" : "INSERT";
  const end = conflict === "REPLACE" ? "" : conflict;
  const values = columns.map((column) => `:${column}`).join(", ");
  return statement(db, `${verb} INTO ${table} (${columns.join(", ")}) VALUES (${values}) ${end}`, row);
}

/** A token that was made again under the same serial is another one: what belongs to the one before it stays behind. */
const besideToken = (table: string): string => `SELECT token.serial AS token_serial, ${table}.*
  FROM ${table} JOIN token ON token.id = ${table}.token_id WHERE ${table}.user = :user AND ${table}.realm = :realm`;

/** The token has another id in the target. */
function insertBeside(db: D1Database, table: string, row: Row, conflict: string): Statement {
  const columns = Object.keys(row).filter((column) => column !== "token_serial" && column !== "token_id");
  const values = columns.map((column) => `:${column}`).join(", ");
  const [verb, end] = conflict === "REPLACE" ? ["INSERT OR REPLACE", ""] : ["INSERT", conflict];
  return statement(
    db,
    `${verb} INTO ${table} (token_id, ${columns.join(", ")})
     SELECT id, ${values} FROM token WHERE serial = :token_serial ${end}`,
    row,
  );
}

/** Deletes the row while it is as it was read. */
function deleteRow(db: D1Database, table: string, row: Row): Statement {
  const same = Object.keys(row).map((column) => `${column} IS :${column}`);
  return statement(db, `DELETE FROM ${table} WHERE ${same.join(" AND ")}`, row);
}
