// An insider who can write to D1 could remove all checkpoints and begin the trail again. So this
// Durable Object, outside the database, holds the newest checkpoint and never goes back. It reads
// no clock, no key and no database: ./checkpoint.ts gives the numbers their meaning.

import { DurableObject } from "cloudflare:workers";
import type { Head, HeadKeeper } from "./head.ts";

type Row = { last_number: number; link: string; checkpoints: number };

export class AuditHead extends DurableObject<Env> {
  read(): Head | null {
    const { sql } = this.ctx.storage;
    // Reading an object that holds nothing stores nothing, not even the table.
    const tables = sql.exec("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'head'").toArray();
    if (tables.length === 0) return null;
    const [row] = sql.exec<Row>("SELECT last_number, link, checkpoints FROM head").toArray();
    return row ? { lastNumber: row.last_number, link: row.link, checkpoints: row.checkpoints } : null;
  }

  /** Runs in one turn: of two crons that start from the same head, the second is refused. */
  advance(from: Head | null, to: Head): boolean {
    const held = this.read();
    if (held?.lastNumber !== from?.lastNumber || held?.link !== from?.link) return false;
    if (held && (to.lastNumber <= held.lastNumber || to.checkpoints <= held.checkpoints)) return false;
    const { sql } = this.ctx.storage;
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
}

export const createHeadKeeper = (objects: DurableObjectNamespace<AuditHead>, name: string): HeadKeeper => ({
  read: () => objects.getByName(name).read(),
  advance: (from, to) => objects.getByName(name).advance(from, to),
});
