// Assertions of clients: jose verifies them, and DB remembers which were used, and which pushed
// requests have given a code. If two come at once with one id, one inserts the row, and the other
// finds it.

import { type CompactVerifyGetKey, compactVerify, createLocalJWKSet, errors, type JSONWebKeySet } from "jose";
import { ASSERTION_ALGORITHMS } from "../../core/oidc/discovery.ts";
import type { OidcClient } from "../../core/ports/oidc/clients.ts";
import type { Assertions, VerifiedAssertion } from "../../core/ports/oidc/signatures.ts";
import { fromUtf8, sha256Hex } from "../../lib/bytes.ts";
import type { Settings } from "../../settings.ts";
import { statement } from "../sql/sql.ts";
import { PublishedKeys } from "./published-keys.ts";

/** 128 bits, in hex. */
const DIGITS_OF_ID = 32;

/** Another's row begins with the same digits, and no hex digit is as great as `g`. */
const SPEND_AS = `INSERT INTO oidc_assertion (id, expires_at_ms) SELECT :id, :expires
  WHERE NOT EXISTS (SELECT 1 FROM oidc_assertion WHERE id > :request AND id < :request || 'g' AND id <> :id)
  ON CONFLICT (id) DO UPDATE SET expires_at_ms = excluded.expires_at_ms`;

export function createAssertions(db: D1Database, settings: Pick<Settings, "webhookAllowPrivate">): Assertions {
  const published = new PublishedKeys(settings);

  return {
    async verify(jws, client, nowMs) {
      const { jwks, jwksUri } = client;
      if (jwksUri === undefined) return jwks && verifiedBy(jws, jwks);
      const cached = await published.of(client, nowMs);
      if (!cached) return "keys-unread";
      const verified = await verifiedBy(jws, cached);
      if (verified) return verified;
      // The client may have changed its keys since.
      const current = await published.again(client, nowMs);
      return current && verifiedBy(jws, current);
    },

    async spend(clientId, id, expiresAtMs) {
      const { meta } = await statement(
        db,
        "INSERT INTO oidc_assertion (id, expires_at_ms) VALUES (:id, :expires) ON CONFLICT DO NOTHING",
        { id: await sha256Hex(`${clientId}\0${id}`), expires: Math.ceil(expiresAtMs) },
      ).run();
      return meta.changes > 0;
    },

    async spendAs(clientId, id, whose, expiresAtMs) {
      const request = (await sha256Hex(`${clientId}\0${id}`)).slice(0, DIGITS_OF_ID);
      const { meta } = await statement(db, SPEND_AS, {
        request,
        id: request + (await sha256Hex(whose)).slice(0, DIGITS_OF_ID),
        expires: Math.ceil(expiresAtMs),
      }).run();
      return meta.changes > 0;
    },
  };
}

async function verifiedBy(jws: string, jwks: NonNullable<OidcClient["jwks"]>): Promise<VerifiedAssertion | undefined> {
  const keys = createLocalJWKSet(jwks as unknown as JSONWebKeySet);
  // jose finds an unnamed key by its kind until a client has a second one: it must be named then.
  const named: CompactVerifyGetKey = (header, token) => {
    if (jwks.keys.length > 1 && header?.kid === undefined) throw new errors.JWKSMultipleMatchingKeys();
    return keys(header, token);
  };
  try {
    const { payload, protectedHeader } = await compactVerify(jws, named, { algorithms: [...ASSERTION_ALGORITHMS] });
    const claims = claimsIn(payload);
    return claims && { claims, typ: protectedHeader.typ };
  } catch {
    // All of this happens here, so no failure is the platform's. For a registered key that is not a
    // point of its curve, WebCrypto has an error of its own.
    return undefined;
  }
}

/** A signature does not vouch for the form of what was signed. */
function claimsIn(payload: Uint8Array): Readonly<Record<string, unknown>> | undefined {
  try {
    const claims: unknown = JSON.parse(fromUtf8(payload));
    return typeof claims === "object" && claims !== null && !Array.isArray(claims)
      ? (claims as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
