// Fernet (github.com/fernet/spec): 0x80 | time, 8 bytes | IV, 16 bytes | AES-128-CBC, PKCS7 |
// HMAC-SHA-256 of all before, in base64url with padding. The key is 16 bytes for the HMAC and 16
// for AES. The time to live plays no role for a file.
import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";

const VERSION = 0x80;
const HEAD_BYTES = 1 + 8 + 16;
const MAC_BYTES = 32;

export const FERNET = { version: VERSION, headBytes: HEAD_BYTES, macBytes: MAC_BYTES };

export interface FernetKey {
  readonly signing: Buffer;
  readonly encryption: Buffer;
}

/** Undefined for a text that is not a key. */
export function readFernetKey(text: string): FernetKey | undefined {
  const trimmed = text.trim();
  if (!/^[A-Za-z0-9_-]{43}=?$/.test(trimmed)) return undefined;
  const bytes = Buffer.from(trimmed, "base64url");
  return { signing: bytes.subarray(0, 16), encryption: bytes.subarray(16) };
}

export const makeFernetKey = (): string => `${randomBytes(32).toString("base64url")}=`;

/** Undefined for a text that is not a token, was changed, or belongs to another key. */
export function openFernet(token: string, { signing, encryption }: FernetKey): Buffer | undefined {
  if (!/^[A-Za-z0-9_-]+={0,2}$/.test(token)) return undefined;
  const bytes = Buffer.from(token, "base64url");
  if (bytes.length < HEAD_BYTES + 16 + MAC_BYTES || bytes[0] !== VERSION) return undefined;
  const [signed, mac] = [bytes.subarray(0, -MAC_BYTES), bytes.subarray(-MAC_BYTES)];
  if (!timingSafeEqual(createHmac("sha256", signing).update(signed).digest(), mac)) return undefined;
  try {
    const decipher = createDecipheriv("aes-128-cbc", encryption, signed.subarray(9, HEAD_BYTES));
    return Buffer.concat([decipher.update(signed.subarray(HEAD_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

export function sealFernet(plain: Uint8Array, { signing, encryption }: FernetKey, nowMs: number): string {
  const head = Buffer.alloc(HEAD_BYTES);
  head[0] = VERSION;
  head.writeBigUInt64BE(BigInt(Math.trunc(nowMs / 1000)), 1);
  randomBytes(16).copy(head, 9);
  const cipher = createCipheriv("aes-128-cbc", encryption, head.subarray(9));
  const signed = Buffer.concat([head, cipher.update(plain), cipher.final()]);
  const token = Buffer.concat([signed, createHmac("sha256", signing).update(signed).digest()]).toString("base64url");
  return token + "=".repeat((4 - (token.length % 4)) % 4);
}

/**
 * An element of our own export with its MAC: HMAC-SHA-256 under the first half of the key, over the
 * element as JSON without blanks. Secrets in it are sealed one by one. Without this, whoever can
 * write to the file could give their own secret to another person's token.
 */
export const withMac = <Element extends object>(
  element: Element,
  key: FernetKey,
): Element & { readonly mac: string } => ({
  ...element,
  mac: macOf(element, key).toString("base64url"),
});

export function hasItsMac({ mac, ...element }: { readonly mac?: unknown }, key: FernetKey): boolean {
  const actual = Buffer.from(typeof mac === "string" ? mac : "", "base64url");
  const expected = macOf(element, key);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

const macOf = (element: object, { signing }: FernetKey): Buffer =>
  createHmac("sha256", signing).update(JSON.stringify(element)).digest();
