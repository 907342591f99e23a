// The trail's rows after a number, for the senders of events, whose right was checked before.

import type { AuditedEntry } from "../../../core/ports/audit.ts";
import type { Keyring } from "../../keys/keyring.ts";
import { statement } from "../../sql/sql.ts";
import { auditedOf } from "../store.ts";
import type { NumberedRow } from "./list-all.ts";

export async function rowsBehind(
  db: D1Database,
  keyring: Keyring,
  after: number,
  most: number,
): Promise<readonly AuditedEntry[]> {
  const sql = "SELECT * FROM audit WHERE number > :after ORDER BY number LIMIT :most";
  const { results } = await statement<NumberedRow>(db, sql, { after, most }).all<NumberedRow>();
  return Promise.all(results.map((row) => auditedOf(keyring, row)));
}
