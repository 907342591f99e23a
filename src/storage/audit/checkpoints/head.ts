// The head of the audit trail: a record of its newest checkpoint, kept outside the database by
// ./head-object.ts, and what reads and advances it. This code reads no clock, no key and not D1:
// ./checkpoint.ts gives the numbers their meaning.

export interface Head {
  /** The number of the last signed row; 0 before there is any. */
  readonly lastNumber: number;
  /** `chainLink` of the checkpoint that signs that row; empty before there is any. */
  readonly link: string;
  /** The number of checkpoints up to that row. */
  readonly checkpoints: number;
}

export interface HeadKeeper {
  read(): Promise<Head | null>;
  /** False, and no change, if the object does not hold `from`, or `to` is not a step forward. */
  advance(from: Head | null, to: Head): Promise<boolean>;
}

/** Where it is stored: in the object, or, for commands, in the file that a local object leaves. */
export interface HeadStorage {
  exec(sql: string, ...values: (string | number)[]): { toArray(): object[] };
}

type Row = { last_number: number; link: string; checkpoints: number };

export function readHead(sql: HeadStorage): Head | null {
  // Reading an object that holds nothing stores nothing, not even the table.
  const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'head'").toArray();
  if (tables.length === 0) return null;
  const [row] = sql.exec("SELECT last_number, link, checkpoints FROM head").toArray() as Row[];
  return row ? { lastNumber: row.last_number, link: row.link, checkpoints: row.checkpoints } : null;
}

/** Call it in one turn: of two crons that start from the same head, the second is refused. */
export function advanceHead(sql: HeadStorage, from: Head | null, to: Head): boolean {
  const current = readHead(sql);
  if (current?.lastNumber !== from?.lastNumber || current?.link !== from?.link) return false;
  if (current && (to.lastNumber <= current.lastNumber || to.checkpoints <= current.checkpoints)) return false;
  sql.exec(
    `CREATE TABLE IF NOT EXISTS head (
       only INTEGER PRIMARY KEY CHECK (only = 1), last_number INTEGER NOT NULL, link TEXT NOT NULL, checkpoints INTEGER NOT NULL
     ) STRICT`,
  );
  sql.exec(
    "INSERT OR REPLACE INTO head (only, last_number, link, checkpoints) VALUES (1, ?, ?, ?)",
    to.lastNumber,
    to.link,
    to.checkpoints,
  );
  return true;
}
