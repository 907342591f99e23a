// The statements that change clients, each under a guard: the right of a caller, or none for the
// operator's commands (packages/commands/admin/database/clients.ts).

import { clientMetadata } from "../../core/oidc/clients/client-metadata.ts";
import { usesSecret } from "../../core/oidc/clients/client-secret.ts";
import type { NewClient, OidcClient } from "../../core/ports/oidc/clients.ts";
import { invalidParameter, type Outcome, refuse } from "../../core/reasons.ts";
import type { StatementResult } from "../sql/batch.ts";
import type { Guard } from "../sql/caller-guard.ts";
import { type Parameters, statement } from "../sql/sql.ts";

/** The list of clients has no pages, and each database has a copy of all. */
const MAX_CLIENTS = 1000;

const HOSTS = "SELECT value FROM json_each(:hosts)";

/** Hosts that are another client's: two clients could not both say who may enter. */
const TAKEN = `SELECT host FROM forward_auth_host WHERE host IN (${HOSTS}) AND client_id <> :id`;

const BELOW_MOST = `(SELECT count(*) FROM oidc_client) < ${MAX_CLIENTS}`;

const bind = (client: OidcClient, guard: Guard): Parameters => ({
  ...guard.parameters,
  id: client.clientId,
  metadata: JSON.stringify(clientMetadata(client)),
  hosts: JSON.stringify(client.forwardAuthHosts),
});

const takenHosts = (db: D1Database, guard: Guard, parameters: Parameters) =>
  statement<{ host: string }>(db, `${TAKEN} AND ${guard.sql}`, parameters);

export function addStatements(db: D1Database, { client, secretHash, createdAtMs }: NewClient, guard: Guard) {
  const parameters = { ...bind(client, guard), secret_hash: secretHash, now: createdAtMs };
  return {
    taken: takenHosts(db, guard, parameters),
    client: statement(
      db,
      `INSERT INTO oidc_client (id, metadata, secret_hash, created_at_ms, changed_at_ms)
       SELECT :id, :metadata, :secret_hash, :now, :now WHERE ${guard.sql} AND ${BELOW_MOST} AND NOT EXISTS (${TAKEN})`,
      parameters,
    ),
    hosts: statement(db, insertHosts(guard), parameters),
  };
}

export const addedOf = (done: {
  readonly taken: StatementResult<{ host: string }>;
  readonly client: StatementResult<unknown>;
}) => (done.client.changes > 0 ? ({ ok: true } as const) : (refusedHost(done.taken) ?? refuse(tooManyClients)));

export function changeStatements(db: D1Database, client: OidcClient, readAtMs: number, nowMs: number, guard: Guard) {
  const parameters = {
    ...bind(client, guard),
    read_at: readAtMs,
    now: nowMs,
    keeps_secrets: usesSecret(client) ? 1 : 0,
  };
  return {
    taken: takenHosts(db, guard, parameters),
    known: statement(db, `SELECT 1 FROM oidc_client WHERE id = :id AND ${guard.sql}`, parameters),
    client: statement(
      db,
      // Every change raises the time, so that no other change and no copy passes this one over.
      `UPDATE oidc_client SET metadata = :metadata, changed_at_ms = max(changed_at_ms + 1, :now),
         secret_hash = CASE WHEN :keeps_secrets THEN secret_hash END,
         previous_secret_hash = CASE WHEN :keeps_secrets THEN previous_secret_hash END
       WHERE id = :id AND changed_at_ms = :read_at AND ${guard.sql} AND NOT EXISTS (${TAKEN})`,
      parameters,
    ),
    // The row tells whether it was changed just now: then it has this metadata.
    gone: statement(
      db,
      `DELETE FROM forward_auth_host WHERE client_id = :id AND host NOT IN (${HOSTS}) AND ${IS_WRITTEN} AND ${guard.sql}`,
      parameters,
    ),
    hosts: statement(db, insertHosts(guard), parameters),
  };
}

export function changedOf(done: {
  readonly taken: StatementResult<{ host: string }>;
  readonly known: StatementResult<unknown>;
  readonly client: StatementResult<unknown>;
}): Outcome<{ readonly changed: boolean }> {
  if (done.client.changes > 0) return { ok: true, changed: true };
  if (done.known.rows.length === 0) return refuse({ code: "unknown-client" });
  return refusedHost(done.taken) ?? { ok: true, changed: false };
}

export const rotateStatement = (db: D1Database, id: string, secretHash: string, nowMs: number, guard: Guard) =>
  statement(
    db,
    `UPDATE oidc_client SET previous_secret_hash = secret_hash, secret_hash = :secret_hash,
       changed_at_ms = max(changed_at_ms + 1, :now)
     WHERE id = :id AND ${guard.sql}`,
    { ...guard.parameters, id, secret_hash: secretHash, now: nowMs },
  );

/** Its hosts go with it (ON DELETE CASCADE). */
export const removeStatement = (db: D1Database, id: string, guard: Guard) =>
  statement(db, `DELETE FROM oidc_client WHERE id = :id AND ${guard.sql}`, { ...guard.parameters, id });

const IS_WRITTEN = "EXISTS (SELECT 1 FROM oidc_client WHERE id = :id AND metadata = :metadata)";

const insertHosts = (guard: Guard): string =>
  `INSERT INTO forward_auth_host (host, client_id) SELECT value, :id FROM json_each(:hosts)
   WHERE ${IS_WRITTEN} AND ${guard.sql} ON CONFLICT (host) DO NOTHING`;

const refusedHost = ({ rows: [taken] }: StatementResult<{ host: string }>) =>
  taken && invalidParameter("forward_auth_hosts", `${taken.host} is another client's`);

const tooManyClients = {
  code: "invalid-parameter",
  message: `There are ${MAX_CLIENTS} clients already. Remove some first.`,
} as const;
