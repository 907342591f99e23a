// A row of the table oidc_client.

import type { ClientMetadata } from "../../core/oidc/clients/client-fields.ts";
import { clientOf } from "../../core/oidc/clients/client-metadata.ts";
import { USUAL_GRANTS } from "../../core/oidc/clients/grant-types.ts";
import type { StoredClient } from "../../core/ports/oidc/clients.ts";

export interface ClientRow {
  readonly id: string;
  /** JSON: ClientMetadata. */
  readonly metadata: string;
  readonly secret_hash: string | null;
  readonly previous_secret_hash: string | null;
  readonly created_at_ms: number;
  readonly changed_at_ms: number;
}

export const CLIENT_COLUMNS =
  "oidc_client.id, metadata, secret_hash, previous_secret_hash, oidc_client.created_at_ms, changed_at_ms";

/** Parameter: :id. */
export const CLIENT_BY_ID = `SELECT ${CLIENT_COLUMNS} FROM oidc_client WHERE id = :id`;

/** Rows of earlier versions lack these: such a client keeps the one way that its row names. */
const EARLIER_DEFAULTS: Partial<ClientMetadata> = {
  secret_either_way: false,
  require_pushed_authorization_requests: false,
  day_pass: false,
  grant_types: USUAL_GRANTS,
};

export const clientIn = (row: ClientRow): StoredClient => ({
  client: clientOf(row.id, { ...EARLIER_DEFAULTS, ...JSON.parse(row.metadata) }),
  secretHash: row.secret_hash,
  previousSecretHash: row.previous_secret_hash,
  createdAtMs: row.created_at_ms,
  changedAtMs: row.changed_at_ms,
});
