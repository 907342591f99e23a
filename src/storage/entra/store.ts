// Who a hint of Microsoft means, and whether Microsoft has signed it.

import { compactVerify, importJWK } from "jose";
import type { Entra } from "../../core/ports/oidc/entra.ts";
import { statement } from "../sql/sql.ts";
import { microsoftKeys } from "./microsoft-keys.ts";

/** An object id does not tell the database of its user, so all are asked. */
export function createEntra(databases: readonly D1Database[]): Entra {
  return {
    async signatureOf(jws, kid, signedBy, nowMs) {
      const keys = await microsoftKeys(signedBy, kid, nowMs);
      if (!keys) return "keys-unread";
      const key = keys.get(kid);
      if (!key) return "unknown-key";
      try {
        await compactVerify(jws, await importJWK(key, "RS256"), { algorithms: ["RS256"] });
        return "right";
      } catch {
        // All of this happens here, so no failure is the platform's.
        return "wrong";
      }
    },

    async personOf(realm, objectId) {
      const sql = "SELECT name FROM user WHERE realm = :realm AND external_id = :id";
      const found = await Promise.all(
        databases.map((db) => statement<{ name: string }>(db, sql, { realm, id: objectId }).first()),
      );
      return found.find((row) => row !== null)?.name;
    },
  };
}
