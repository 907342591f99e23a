// Signs tokens by jose, and verifies those that it has signed. An isolate keeps the keys for a
// while, so that neither a signature nor the list of public keys asks the database. A key is
// published long before it signs, so an isolate that has not read it yet cannot need it.

import {
  CompactSign,
  compactVerify,
  decodeProtectedHeader,
  errors,
  importJWK,
  type JWK,
  type ProtectedHeaderParameters,
} from "jose";
import { signingNow } from "../../core/oidc/signing-keys.ts";
import type { SigningAlgorithm } from "../../core/ports/oidc/clients.ts";
import type { Signer } from "../../core/ports/oidc/signatures.ts";
import { fromBase64Url, fromUtf8, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "../keys/keyring.ts";
import { createSealer } from "../keys/seal.ts";
import { isComplete, type KeyRow, makeFirstKeys, PAIRWISE, readSigningKeys } from "./keys.ts";

/** How long an isolate keeps keys: far less than the time for which a key is published first. */
export const KEPT_MS = 10 * 60 * 1000;

interface CachedKey extends KeyRow {
  /** Imported at the first use: most isolates need one or two of them. */
  signing?: CryptoKey;
  verifying?: CryptoKey;
}

/** By database. It has no promises, because a promise belongs to the request that made it. */
export const keptKeys = new Map<D1Database, { readonly keys: readonly CachedKey[]; readonly untilMs: number }>();

export function createSigner(db: D1Database, keyring: Keyring, clock = () => Date.now()): Signer {
  const sealer = createSealer(keyring);
  async function keysNow(): Promise<readonly CachedKey[]> {
    const nowMs = clock();
    const cached = keptKeys.get(db);
    if (cached && nowMs < cached.untilMs) return cached.keys;
    let keys = await readSigningKeys(db);
    if (!isComplete(keys)) {
      await makeFirstKeys(db, keyring, nowMs);
      keys = await readSigningKeys(db);
    }
    const fresh = keys.map((key) => ({ ...key }));
    keptKeys.set(db, { keys: fresh, untilMs: nowMs + KEPT_MS });
    return fresh;
  }

  const jwksNow = async (): Promise<readonly JWK[]> =>
    (await keysNow()).filter(({ alg }) => alg !== PAIRWISE).map(({ publicJwk }) => JSON.parse(publicJwk));

  const secretOf = async ({ kid, sealedPrivate }: CachedKey): Promise<JWK> =>
    JSON.parse(fromUtf8(await sealer.open("signing-key", kid, sealedPrivate)));

  return {
    async sign(alg, typ, claims) {
      const key = signingNow(
        (await keysNow()).filter((candidate) => candidate.alg === alg),
        clock(),
      );
      if (!key) throw new Error(`there is no key for ${alg}`);
      key.signing ??= await cryptoKeyOf(await secretOf(key), alg);
      return new CompactSign(utf8(JSON.stringify(claims)))
        .setProtectedHeader({ alg, typ, kid: key.kid })
        .sign(key.signing);
    },

    async verify(token, typ) {
      const header = headerOf(token);
      const key = header && (await keysNow()).find(({ kid }) => kid === header.kid);
      // One kind of token must not pass for another. The key decides the algorithm, not the header.
      if (!key || key.alg === PAIRWISE || header.typ !== typ) return undefined;
      key.verifying ??= await cryptoKeyOf(JSON.parse(key.publicJwk), key.alg);
      try {
        const { payload } = await compactVerify(token, key.verifying, { algorithms: [key.alg] });
        return JSON.parse(fromUtf8(payload));
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },

    async publicKeys() {
      // Certificates are three times as long as the keys, and OpenID Connect reads none.
      return { keys: (await jwksNow()).map(({ x5c, x5t, ...jwk }) => jwk) };
    },

    async certifiedKeys() {
      return { keys: (await jwksNow()).filter(({ x5c }) => x5c) };
    },

    async pairwise(sector, subject) {
      const key = (await keysNow()).find(({ alg }) => alg === PAIRWISE);
      if (!key) throw new Error("there is no secret for pairwise subjects");
      key.signing ??= await hmacKeyOf(await secretOf(key));
      return toBase64Url(new Uint8Array(await crypto.subtle.sign("HMAC", key.signing, utf8(`${sector}\0${subject}`))));
    },
  };
}

const cryptoKeyOf = async (jwk: JWK, alg: SigningAlgorithm): Promise<CryptoKey> =>
  (await importJWK(jwk, alg)) as CryptoKey;

const hmacKeyOf = ({ k = "" }: JWK): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", fromBase64Url(k) ?? utf8(""), { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);

/** Undefined for a text that is not a JWS. */
function headerOf(token: string): ProtectedHeaderParameters | undefined {
  try {
    return decodeProtectedHeader(token);
  } catch {
    return undefined;
  }
}
