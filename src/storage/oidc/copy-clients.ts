// Copies the clients of one database to another, so that a session in any of them is read together
// with the client that asks. Clients are few and seldom change, so all are copied.
//
// - two changes at once: each copies what it finds; a copy never goes back to an older state
// - a removal and an older copy: the removed client can come back in the copy, until the next one

import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";
import { CLIENT_COLUMNS, type ClientRow } from "./client-row.ts";

export async function copyClients(from: D1Database, to: D1Database): Promise<void> {
  const { results } = await statement<ClientRow>(from, `SELECT ${CLIENT_COLUMNS} FROM oidc_client`).all();
  const parameters = { clients: JSON.stringify(results) };
  await batch(to, {
    gone: part("DELETE FROM oidc_client WHERE id NOT IN (SELECT value ->> 'id' FROM json_each(:clients))", parameters),
    clients: part(
      `INSERT INTO oidc_client (id, metadata, secret_hash, previous_secret_hash, created_at_ms, changed_at_ms)
       SELECT value ->> 'id', value ->> 'metadata', value ->> 'secret_hash', value ->> 'previous_secret_hash',
         value ->> 'created_at_ms', value ->> 'changed_at_ms'
       FROM json_each(:clients) WHERE true
       ON CONFLICT (id) DO UPDATE SET metadata = excluded.metadata, secret_hash = excluded.secret_hash,
         previous_secret_hash = excluded.previous_secret_hash, changed_at_ms = excluded.changed_at_ms
       WHERE excluded.changed_at_ms > oidc_client.changed_at_ms`,
      parameters,
    ),
    // A host may have moved from one client to another, so old rows go first.
    hostsGone: part(
      `DELETE FROM forward_auth_host WHERE NOT EXISTS (
         SELECT 1 FROM oidc_client, json_each(oidc_client.metadata, '$.forward_auth_hosts') AS named
         WHERE oidc_client.id = forward_auth_host.client_id AND named.value = forward_auth_host.host)`,
      {},
    ),
    hosts: part(`INSERT INTO forward_auth_host (host, client_id)
       SELECT named.value, oidc_client.id FROM oidc_client, json_each(oidc_client.metadata, '$.forward_auth_hosts') AS named
       WHERE true ON CONFLICT (host) DO NOTHING`),
  });
}
