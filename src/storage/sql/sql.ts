// D1 accepts numbered parameters only. Here they have names, so that pieces of SQL can be joined.

import { currentRecord, waiting } from "../../request-record.ts";

export type Parameters = Readonly<Record<string, string | number | null>>;

/** A prepared statement with the type of the rows it returns. */
export type Statement<Row = unknown> = Rows<Row> & D1PreparedStatement;

interface Rows<Row> {
  first(): Promise<Row | null>;
  all(): Promise<D1Result<Row>>;
}

/** Asks how many rows the statement right before it changed. `after` of ./batch.ts places it. */
export interface FollowUp {
  readonly prepared: D1PreparedStatement;
}

const writing = new WeakSet<object>();

/** Whether a statement may change rows. After any other, `changes()` reports on an earlier one. */
export const writes = (part: object | undefined): boolean => part !== undefined && writing.has(part);

/** Prepares `sql` with its `:name` parameters bound. Throws if one has no value, which is a bug. */
export function statement<Row = unknown>(
  db: D1Database | D1DatabaseSession,
  sql: string,
  parameters: Parameters = {},
): Statement<Row> {
  // Outside `after`, changes() would report on whichever statement happens to come before it.
  if (ASKS_CHANGES.test(sql)) throw new Error("a statement that asks changes() must be a followUp");
  const prepared = prepare(db, sql, parameters);
  if (/^\s*(INSERT|UPDATE|DELETE)\b/.test(sql)) writing.add(prepared);
  return currentRecord() ? recorded(prepared) : prepared;
}

/** A statement that is sent outside a batch adds its time to the record of the request. */
function recorded(prepared: D1PreparedStatement): D1PreparedStatement {
  const { first, all, run } = prepared;
  return Object.assign(prepared, {
    first: () => waiting("d1", () => first.call(prepared)),
    all: () => waiting("d1", () => all.call(prepared)),
    run: () => waiting("d1", () => run.call(prepared)),
  });
}

const ASKS_CHANGES = /\bchanges\s*\(/i;

export const followUp = (db: D1Database, sql: string, parameters: Parameters): FollowUp => ({
  prepared: prepare(db, sql, parameters),
});

function prepare(db: D1Database | D1DatabaseSession, sql: string, parameters: Parameters): D1PreparedStatement {
  const { text, names } = numberedSql.get(sql) ?? numbered(sql);
  const values = names.map((name) => {
    const value = parameters[name];
    if (value === undefined) throw new Error(`no value for :${name}`);
    return value;
  });
  return db.prepare(text).bind(...values);
}

interface NumberedSql {
  readonly text: string;
  readonly names: readonly string[];
}

/** Bounded by the code, because no value is ever written into SQL (decision 039). */
const numberedSql = new Map<string, NumberedSql>();

function numbered(sql: string): NumberedSql {
  const names: string[] = [];
  // Statements travel to D1, so without our line breaks and indents. No text in one has a break.
  const inOneLine = sql.trim().replace(/\s*\n\s*/g, " ");
  const text = inOneLine.replace(/:([a-z]\w*)/g, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `?${names.indexOf(name) + 1}`;
  });
  numberedSql.set(sql, { text, names });
  return { text, names };
}
