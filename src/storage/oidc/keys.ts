// Signing keys and the secret for pairwise subjects: rows of `oidc_key` in DB, partly sealed.
//
//   two isolates make first keys at once   the unique index lets one set in; both read that one
//   two rotations at once                  the second finds a key that does not sign yet, and stops

import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { PUBLISHED_FIRST_MS } from "../../core/oidc/signing-keys.ts";
import { SIGNING_ALGORITHMS, type SigningAlgorithm } from "../../core/ports/oidc/clients.ts";
import { fromUtf8, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { KeyPair } from "../entra/certificate.ts";
import type { Keyring } from "../keys/keyring.ts";
import { createSealer } from "../keys/seal.ts";
import { batch } from "../sql/batch.ts";
import { part, statement } from "../sql/sql.ts";

/** Another secret would change every `sub` of pairwise clients, so this one is never replaced. */
export const PAIRWISE = "pairwise";

const SECRET_BYTES = 32;

export interface KeyRow {
  readonly kid: string;
  readonly alg: SigningAlgorithm | typeof PAIRWISE;
  /** JWK. */
  readonly publicJwk: string;
  readonly sealedPrivate: string;
  readonly signsFromMs: number;
  /** When its successor begins to sign; null: it has none yet. */
  readonly retiredAtMs: number | null;
}

export async function readSigningKeys(db: D1Database): Promise<readonly KeyRow[]> {
  const sql = `SELECT kid, alg, public_jwk AS publicJwk, sealed_private AS sealedPrivate, signs_from_ms AS signsFromMs,
      retired_at_ms AS retiredAtMs
    FROM oidc_key ORDER BY alg, signs_from_ms`;
  return (await statement<KeyRow>(db, sql).all()).results;
}

/** Whether there is a key of each kind. After a leak, an operator deletes keys. */
export const isComplete = (keys: readonly KeyRow[]): boolean =>
  [...SIGNING_ALGORITHMS, PAIRWISE].every((alg) => keys.some((key) => key.alg === alg));

/** Makes what is missing. It signs at once, since no client can have kept a list without it. */
export async function makeFirstKeys(db: D1Database, keyring: Keyring, nowMs: number): Promise<void> {
  const secret: JWK = { kty: "oct", k: toBase64Url(crypto.getRandomValues(new Uint8Array(SECRET_BYTES))) };
  const keys = [await sealed(keyring, PAIRWISE, PAIRWISE, {}, secret), ...(await makePairs(keyring, nowMs))];
  await batch(db, { keys: insertKeys(keys, nowMs, nowMs, "true") });
}

/** Publishes a successor of each key that has signed since `beforeMs`. Returns their number. */
export async function rotateKeys(db: D1Database, keyring: Keyring, nowMs: number, beforeMs = nowMs): Promise<number> {
  const due = `alg <> '${PAIRWISE}' AND retired_at_ms IS NULL AND signs_from_ms <= :before`;
  const isDue = await statement(db, `SELECT 1 FROM oidc_key WHERE ${due} LIMIT 1`, { before: beforeMs }).first();
  // Making an RSA key takes long, and cron asks every few minutes.
  if (!isDue) return 0;
  const signsFromMs = nowMs + PUBLISHED_FIRST_MS;
  const done = await batch(db, {
    retired: part(`UPDATE oidc_key SET retired_at_ms = :from WHERE ${due}`, {
      before: beforeMs,
      from: signsFromMs,
    }),
    successors: insertKeys(
      await makePairs(keyring, nowMs),
      nowMs,
      signsFromMs,
      "EXISTS (SELECT 1 FROM oidc_key WHERE alg = value ->> 'alg' AND retired_at_ms = :from)",
    ),
  });
  return done.successors.changes;
}

/**
 * Gives keys of earlier releases their certificate. Two crons at once make two, each as good as the
 * other, and the first is kept.
 */
export async function certifyKeys(db: D1Database, keyring: Keyring, nowMs: number): Promise<void> {
  const lacks = "alg = 'RS256' AND public_jwk ->> '$.x5c' IS NULL";
  const sql = `SELECT kid, public_jwk AS publicJwk, sealed_private AS sealedPrivate FROM oidc_key WHERE ${lacks}`;
  const { results } = await statement<Pick<KeyRow, "kid" | "publicJwk" | "sealedPrivate">>(db, sql).all();
  for (const { kid, publicJwk, sealedPrivate } of results) {
    const open: JWK = JSON.parse(publicJwk);
    const secret: JWK = JSON.parse(fromUtf8(await createSealer(keyring).open("signing-key", kid, sealedPrivate)));
    const keyOf = async (jwk: JWK) => (await importJWK(jwk, "RS256", { extractable: true })) as CryptoKey;
    const pair = { publicKey: await keyOf(open), privateKey: await keyOf(secret) };
    const certified = JSON.stringify({ ...open, ...(await certificateOf(pair, nowMs)) });
    const update = `UPDATE oidc_key SET public_jwk = :certified WHERE kid = :kid AND ${lacks}`;
    await statement(db, update, { kid, certified }).run();
  }
}

/** Deletes keys that were retired before this time. */
export async function forgetKeys(db: D1Database, beforeMs: number): Promise<void> {
  await statement(db, "DELETE FROM oidc_key WHERE retired_at_ms <= :before", { before: beforeMs }).run();
}

interface NewKey {
  readonly kid: string;
  readonly alg: KeyRow["alg"];
  readonly public: string;
  readonly sealed: string;
}

/** Keys are made four times a year, so nothing else waits for this. */
const certificateOf = async (pair: KeyPair, nowMs: number) =>
  (await import("../entra/certificate.ts")).certificateOf(pair, nowMs);

const makePairs = (keyring: Keyring, nowMs: number): Promise<NewKey[]> =>
  Promise.all(
    SIGNING_ALGORITHMS.map(async (alg) => {
      const pair = await generateKeyPair(alg, { extractable: true, modulusLength: 2048 });
      const jwk = await exportJWK(pair.publicKey);
      const kid = await calculateJwkThumbprint(jwk);
      const certified = alg === "RS256" ? await certificateOf(pair, nowMs) : {};
      const open = { ...jwk, kid, alg, use: "sig", ...certified };
      return sealed(keyring, kid, alg, open, await exportJWK(pair.privateKey));
    }),
  );

const sealed = async (keyring: Keyring, kid: string, alg: KeyRow["alg"], open: JWK, secret: JWK): Promise<NewKey> => ({
  kid,
  alg,
  public: JSON.stringify(open),
  sealed: await createSealer(keyring).seal("signing-key", kid, utf8(JSON.stringify(secret))),
});

const insertKeys = (keys: readonly NewKey[], nowMs: number, signsFromMs: number, which: string) =>
  part(
    `INSERT INTO oidc_key (kid, alg, public_jwk, sealed_private, created_at_ms, signs_from_ms)
     SELECT value ->> 'kid', value ->> 'alg', value ->> 'public', value ->> 'sealed', :now, :from
     FROM json_each(:keys) WHERE ${which} ON CONFLICT DO NOTHING`,
    { keys: JSON.stringify(keys), now: nowMs, from: signsFromMs },
  );
