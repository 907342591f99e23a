// Derives every key of the service from the root secrets in MASTER_KEY and MASTER_KEY_PREVIOUS by
// HKDF-SHA-256 (RFC 5869). Only the newest root seals and signs; older ones still open and verify.

import { type Bytes, toHex, utf8 } from "../../lib/bytes.ts";

/** Keys for HMAC-SHA-256, unless they say otherwise. */
export interface RootKeys {
  /** Eight hex digits that name the root and reveal nothing about it. */
  readonly id: string;
  /** AES-256-GCM. */
  readonly sealing: CryptoKey;
  readonly sealingAlike: CryptoKey;
  readonly jwt: CryptoKey;
  readonly transactionId: CryptoKey;
  /** AES-256-CBC, for one block without an IV. */
  readonly attemptId: CryptoKey;
  readonly pinSalt: CryptoKey;
  readonly response: CryptoKey;
  readonly audit: CryptoKey;
}

export interface Keyring {
  readonly newest: RootKeys;
  /** Newest first. */
  readonly all: readonly [RootKeys, ...RootKeys[]];
}

/** `roots` has at least one, newest first, of 32 bytes each. */
export async function deriveKeyring(roots: readonly [Bytes, ...Bytes[]]): Promise<Keyring> {
  const [newest, ...previous] = await Promise.all(roots.map(deriveKeys));
  if (!newest) throw new Error("no root secret");
  return { newest, all: [newest, ...previous] };
}

async function deriveKeys(root: Bytes): Promise<RootKeys> {
  const material = await crypto.subtle.importKey("raw", root, "HKDF", false, ["deriveKey", "deriveBits"]);
  const hkdf = (purpose: string) => ({ name: "HKDF", hash: "SHA-256", salt: new Uint8Array(), info: utf8(purpose) });
  const hmac = { name: "HMAC", hash: "SHA-256", length: 256 };
  const derive = (purpose: string, algorithm: Parameters<typeof crypto.subtle.deriveKey>[2], usages: KeyUsage[]) =>
    crypto.subtle.deriveKey(hkdf(`tiqr-edge ${purpose}`), material, algorithm, false, usages);
  const [id, sealing, sealingAlike, jwt, transactionId, attemptId, pinSalt, response, audit] = await Promise.all([
    crypto.subtle.deriveBits(hkdf("tiqr-edge key id"), material, 32),
    derive("sealing", { name: "AES-GCM", length: 256 }, ["encrypt", "decrypt"]),
    derive("sealing alike", hmac, ["sign"]),
    derive("jwt", hmac, ["sign", "verify"]),
    derive("transaction id", hmac, ["sign", "verify"]),
    derive("attempt id", { name: "AES-CBC", length: 256 }, ["encrypt", "decrypt"]),
    derive("pin salt", hmac, ["sign"]),
    derive("response", hmac, ["sign"]),
    derive("audit", hmac, ["sign", "verify"]),
  ]);
  const name = toHex(new Uint8Array(id));
  return { id: name, sealing, sealingAlike, jwt, transactionId, attemptId, pinSalt, response, audit };
}

type KeyUsage = "encrypt" | "decrypt" | "sign" | "verify";
