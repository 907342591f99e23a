// The audit trail as it is stored, for tests that look at it or tamper with it.

import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { type AuditEntry, entryOf } from "../../src/core/audit.ts";
import type { AuditRow } from "../../src/storage/audit-row.ts";
import { createAuditTrail } from "../../src/storage/audit-store.ts";
import type { Keyring } from "../../src/storage/keyring.ts";
import { callAt } from "./ports.ts";

export type StoredEntry = AuditRow & { number: number };

/** The rows with these columns, in order. */
export async function auditRows(columns: Partial<StoredEntry> = {}): Promise<StoredEntry[]> {
  const conditions = Object.keys(columns).map((name) => ` AND ${name} = ?`);
  const rows = env.DB.prepare(`SELECT * FROM audit WHERE true${conditions.join("")} ORDER BY number`);
  return (await rows.bind(...Object.values(columns)).all<StoredEntry>()).results;
}

/** The same, as soon as there are `count` of them: a row may follow the reply. */
export async function auditRowsOnce(count: number, columns: Partial<StoredEntry>): Promise<StoredEntry[]> {
  await vi.waitUntil(async () => (await auditRows(columns)).length >= count, { timeout: 5000 });
  return auditRows(columns);
}

/** What a row says, without what proves it, and without its event, phone and count: those are test/http/audit-events.test.ts. */
export const said = ({
  number,
  id,
  at_ms,
  pseudonym,
  mac,
  event,
  phone,
  count,
  ...told
}: StoredEntry): Partial<StoredEntry> => told;

/** What a row says that says nothing but this. */
export const saying = (told: Partial<StoredEntry>): Partial<StoredEntry> => ({
  action: "",
  success: 0,
  authentication: "",
  serial: "",
  user: "",
  realm: "",
  administrator: "",
  client: "unknown",
  transaction_id: "",
  reason: "",
  ...told,
});

export async function emptyTrail(): Promise<void> {
  await env.DB.batch([
    env.DB.prepare("DELETE FROM audit"),
    env.DB.prepare("DELETE FROM audit_checkpoint"),
    env.DB.prepare("UPDATE sqlite_sequence SET seq = 0 WHERE name = 'audit'"),
  ]);
}

/** Writes so many entries, each of a user of its own. */
export async function writeEntries(keyring: Keyring, count: number, parts: Partial<AuditEntry> = {}): Promise<void> {
  const trail = createAuditTrail(env.DB, keyring);
  for (let index = 1; index <= count; index++)
    await trail.write({
      ...entryOf(callAt(1000), { success: true, event: "LOGIN_SUCCESS", user: `user${index}`, realm: "realm1" }),
      ...parts,
    });
}

export const change = (sql: string, ...values: (string | number)[]): Promise<D1Result> =>
  env.DB.prepare(sql)
    .bind(...values)
    .run();
