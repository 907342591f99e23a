// A client as the API shows it: RFC 7591 §3.2.1.

import type { ClientMetadata } from "../../core/oidc/clients/client-metadata.ts";
import { metadataOf } from "../../core/oidc/clients/client-metadata.ts";
import type { StoredClient } from "../../core/ports/oidc.ts";

export interface ClientJson extends ClientMetadata {
  readonly client_id: string;
  /** Seconds since 1970. */
  readonly client_id_issued_at: number;
  /** How many secrets are valid: two until the next rotation, one before the first, none for a client that shows none. */
  readonly client_secrets: number;
}

export interface MadeClientJson extends ClientJson {
  /** Told once. */
  readonly client_secret?: string;
  /** 0: it does not expire. */
  readonly client_secret_expires_at?: 0;
}

export const clientJson = (stored: StoredClient, secret?: string): MadeClientJson => ({
  client_id: stored.client.clientId,
  ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
  ...metadataOf(stored.client),
  client_id_issued_at: Math.floor(stored.createdAtMs / 1000),
  client_secrets: [stored.secretHash, stored.previousSecretHash].filter((hash) => hash !== null).length,
});
