// An endpoint as its row in D1.

import type { AuditEntry } from "../../core/audit/audit.ts";
import type { StoredEndpoint } from "../../core/ports/endpoints.ts";
import type { Notes } from "../audit/store.ts";
import { after, batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";

export interface EndpointRow {
  id: string;
  url: string;
  events: string;
  realms: string;
  sealed_secrets: string;
  created_at_ms: number;
  disabled_at_ms: number | null;
  disabled_fault: string | null;
}

export const endpointIn = (row: EndpointRow): StoredEndpoint => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events),
  realms: JSON.parse(row.realms),
  sealedSecrets: row.sealed_secrets,
  createdAtMs: row.created_at_ms,
  disabledAtMs: row.disabled_at_ms,
  disabledFault: row.disabled_fault,
});

export async function findEndpoint(db: D1Database, id: string): Promise<StoredEndpoint | undefined> {
  const row = await statement<EndpointRow>(db, "SELECT * FROM event_endpoint WHERE id = :id", { id }).first();
  return row ? endpointIn(row) : undefined;
}

/** The ids of endpoints that are not disabled. */
export async function enabledEndpoints(db: D1Database): Promise<readonly string[]> {
  const sql = "SELECT id FROM event_endpoint WHERE disabled_at_ms IS NULL";
  const { results } = await statement<{ id: string }>(db, sql).all();
  return results.map(({ id }) => id);
}

/** Disables it and notes `entry`. If two do so at once, the second changes and notes nothing. */
export async function giveUpEndpoint(
  db: D1Database,
  notes: Notes,
  id: string,
  fault: string,
  entry: AuditEntry,
): Promise<void> {
  await batch(db, {
    disable: part(
      "UPDATE event_endpoint SET disabled_at_ms = :now, disabled_fault = :fault WHERE id = :id AND disabled_at_ms IS NULL",
      { id, fault, now: entry.atMs },
    ),
    note: after("disable", await notes.of({ held: entry })),
  });
}
