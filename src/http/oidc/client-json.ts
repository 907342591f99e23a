// A client as the API shows it: RFC 7591 §3.2.1.

import { clientMetadata } from "../../core/oidc/clients/client-metadata.ts";
import type { ClientRefusal } from "../../core/oidc/clients/refusals.ts";
import type { StoredClient } from "../../core/ports/oidc/clients.ts";
import type { Written } from "../../lib/schema.ts";
import { isoOf } from "../answer/iso-time.ts";
import type { ClientRefusalJson, MadeClientJson } from "./shapes.ts";

export const clientJson = (stored: StoredClient, secret?: string): Written<MadeClientJson> => ({
  client_id: stored.client.clientId,
  ...(secret === undefined ? {} : { client_secret: secret, client_secret_expires_at: 0 }),
  ...clientMetadata(stored.client),
  client_id_issued_at: Math.floor(stored.createdAtMs / 1000),
  client_secrets: [stored.secretHash, stored.previousSecretHash].filter((hash) => hash !== null).length,
});

export const refusalJson = ({ atMs, ...refusal }: ClientRefusal): ClientRefusalJson => ({
  date: isoOf(atMs),
  ...refusal,
});
