// An endpoint as its row in D1.

import type { StoredEndpoint } from "../../core/ports/endpoints.ts";
import { statement } from "../sql/sql.ts";

export interface EndpointRow {
  id: string;
  url: string;
  events: string;
  realms: string;
  sealed_secrets: string;
  created_at_ms: number;
  disabled_at_ms: number | null;
}

export const endpointIn = (row: EndpointRow): StoredEndpoint => ({
  id: row.id,
  url: row.url,
  events: JSON.parse(row.events),
  realms: JSON.parse(row.realms),
  sealedSecrets: row.sealed_secrets,
  createdAtMs: row.created_at_ms,
  disabledAtMs: row.disabled_at_ms,
});

export async function findEndpoint(db: D1Database, id: string): Promise<StoredEndpoint | undefined> {
  const row = await statement<EndpointRow>(db, "SELECT * FROM event_endpoint WHERE id = :id", {
    id,
  }).first<EndpointRow>();
  return row ? endpointIn(row) : undefined;
}

export async function disableEndpoint(db: D1Database, id: string, nowMs: number): Promise<void> {
  const sql = "UPDATE event_endpoint SET disabled_at_ms = :now WHERE id = :id AND disabled_at_ms IS NULL";
  await statement(db, sql, { id, now: nowMs }).run();
}
