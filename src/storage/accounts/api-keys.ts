// API keys in D1. A key is found before its call, and the call's batch checks that it still exists.

import type { ApiKeyStore, FoundKey } from "../../core/ports/people/account-management.ts";
import { statement } from "../sql/sql.ts";

const FIND = `SELECT account, generation, sealed_hash AS sealedHash, expires_at_ms AS expiresAtMs,
    last_used_at_ms AS lastUsedAtMs,
    EXISTS (SELECT 1 FROM json_each(admin.rights) WHERE value IN ('*', 'clientaddress')) AS tellsAddresses,
    CASE json_array_length(admin.realms) WHEN 1 THEN admin.realms ->> '$[0]' END AS onlyRealm
  FROM api_key JOIN admin ON admin.name = api_key.account WHERE api_key.id = :id AND admin.disabled_at_ms IS NULL`;

export const createApiKeyStore = (db: D1Database): ApiKeyStore => ({
  find: async (id) => (await statement<FoundKey>(db, FIND, { id }).first()) ?? undefined,
  async used(id, nowMs) {
    await statement(db, "UPDATE api_key SET last_used_at_ms = :now WHERE id = :id", { id, now: nowMs }).run();
  },
});
