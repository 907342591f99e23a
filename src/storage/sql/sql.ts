// D1 accepts numbered parameters only. Here they have names, so that pieces of SQL can be joined.

import { currentRecord, waiting } from "../../request-record.ts";

export type Parameters = Readonly<Record<string, string | number | null>>;

/** A prepared statement with the type of the rows it returns. */
export type Statement<Row = unknown> = Rows<Row> & D1PreparedStatement;

interface Rows<Row> {
  first(): Promise<Row | null>;
  all(): Promise<D1Result<Row>>;
}

declare const ROW: unique symbol;

/** A statement of a batch, which prepares it, so that it cannot be one of another database. */
export interface BatchPart<Row = unknown> {
  readonly sql: string;
  readonly parameters: Parameters;
  readonly [ROW]?: Row;
}

/** Asks how many rows the statement right before it changed. `after` of ./batch.ts places it. */
export interface FollowUp {
  readonly prepared: D1PreparedStatement;
}

const WRITES = /^\s*(INSERT|UPDATE|DELETE)\b/;
const writing = new WeakSet<object>();

/** Whether a statement may change rows. After any other, `changes()` reports on an earlier one. */
export const writes = (statement: object | undefined): boolean =>
  statement !== undefined && (writing.has(statement) || (isBatchPart(statement) && WRITES.test(statement.sql)));

export const isBatchPart = (statement: object): statement is BatchPart => "parameters" in statement;

export function part<Row = unknown>(sql: string, parameters: Parameters = {}): BatchPart<Row> {
  // Outside `after`, changes() would report on whichever statement happens to come before it.
  if (ASKS_CHANGES.test(sql)) throw new Error("a statement that asks changes() must be a followUp");
  return { sql, parameters };
}

/** Prepares `sql` to be run by itself. */
export function statement<Row = unknown>(
  db: D1Database | D1DatabaseSession,
  sql: string,
  parameters: Parameters = {},
): Statement<Row> {
  const prepared = prepareStatement(db, part(sql, parameters));
  if (WRITES.test(sql)) writing.add(prepared);
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

export function followUp(db: D1Database, sql: string, parameters: Parameters): FollowUp {
  const prepared = prepareStatement(db, { sql, parameters });
  if (WRITES.test(sql)) writing.add(prepared);
  return { prepared };
}

/** Binds the `:name` parameters. Throws if one has no value, which is a bug. */
export function prepareStatement(db: Pick<D1Database, "prepare">, { sql, parameters }: BatchPart): D1PreparedStatement {
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
