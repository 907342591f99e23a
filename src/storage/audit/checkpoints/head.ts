// The heads of the audit trail, kept outside the database by ./head-object.ts, and what reads and
// advances them: a record of its newest checkpoint, and one of its newest part in the bucket
// (../archive). This code reads no clock, no key and not D1: ./checkpoint.ts and
// ../archive/part-chain.ts give the numbers their meaning.

export interface Head {
  /** The number of the last signed row; 0 before there is any. */
  readonly lastNumber: number;
  /** `chainLink` of the checkpoint that signs that row; empty before there is any. */
  readonly link: string;
  /** The number of checkpoints up to that row. */
  readonly checkpoints: number;
}

export interface PartsHead {
  /** The number of the last row in a part; 0 before there is any. */
  readonly lastNumber: number;
  /** `partLink` of the record of that part; empty before there is any. */
  readonly link: string;
  /** The number of parts up to that row. */
  readonly parts: number;
}

export interface HeadKeeper {
  read(): Promise<Head | null>;
  /** False, and no change, if the object does not hold `from`, or `to` is not a step forward. */
  advance(from: Head | null, to: Head): Promise<boolean>;
}

/** The same of the parts. Both throw in the minutes in which an object still runs older code. */
export interface PartsHeadKeeper {
  readParts(): Promise<PartsHead | null>;
  advanceParts(from: PartsHead | null, to: PartsHead): Promise<boolean>;
}

export type TrailHeads = HeadKeeper & PartsHeadKeeper;

/**
 * Where they are stored: in the object, or, for commands, in the file that a local object leaves.
 */
export interface HeadStorage {
  exec(sql: string, ...values: (string | number)[]): { toArray(): object[] };
}

/** Two tables, so that the code from before there were parts finds its own as it left it. */
export const readHead = (sql: HeadStorage): Head | null => read<Head>(sql, "head", "checkpoints");
export const readPartsHead = (sql: HeadStorage): PartsHead | null => read<PartsHead>(sql, "parts_head", "parts");

/** Call it in one turn: of two crons that start from the same head, the second is refused. */
export const advanceHead = (sql: HeadStorage, from: Head | null, to: Head): boolean =>
  advance(sql, "head", "checkpoints", readHead(sql), from, to);
export const advancePartsHead = (sql: HeadStorage, from: PartsHead | null, to: PartsHead): boolean =>
  advance(sql, "parts_head", "parts", readPartsHead(sql), from, to);

type Place<Count extends string> = { readonly lastNumber: number; readonly link: string } & Readonly<
  Record<Count, number>
>;

function read<Found>(sql: HeadStorage, table: string, count: string): Found | null {
  // Reading an object that holds nothing stores nothing, not even the table.
  const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?", table).toArray();
  if (tables.length === 0) return null;
  const [row] = sql.exec(`SELECT last_number AS lastNumber, link, ${count} FROM ${table}`).toArray();
  return row ? ({ ...row } as Found) : null;
}

function advance<Count extends "checkpoints" | "parts">(
  sql: HeadStorage,
  table: string,
  count: Count,
  current: Place<Count> | null,
  from: Place<Count> | null,
  to: Place<Count>,
): boolean {
  if (current?.lastNumber !== from?.lastNumber || current?.link !== from?.link) return false;
  if (current && (to.lastNumber <= current.lastNumber || to[count] <= current[count])) return false;
  sql.exec(
    `CREATE TABLE IF NOT EXISTS ${table} (
       only INTEGER PRIMARY KEY CHECK (only = 1), last_number INTEGER NOT NULL, link TEXT NOT NULL, ${count} INTEGER NOT NULL
     ) STRICT`,
  );
  sql.exec(
    `INSERT OR REPLACE INTO ${table} (only, last_number, link, ${count}) VALUES (1, ?, ?, ?)`,
    to.lastNumber,
    to.link,
    to[count],
  );
  return true;
}
