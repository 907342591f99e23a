// A self-signed X.509 v3 certificate of a signing key (RFC 5280 §4.1), in DER. Microsoft Entra
// takes no key without one, and of the certificate nothing but the key: what makes it ours is the
// address at which it stands. Decision 078 says why no library makes it.

import { type Bytes, fromHex, sha256, toBase64, toBase64Url, utf8 } from "../../lib/bytes.ts";

/** Rotation ends a key, and must not be overtaken by the date in a certificate. */
const VALID_YEARS = 10;

/** How a key is published besides its numbers: RFC 7517 §4.7 and §4.8. */
export interface KeyCertificate {
  readonly x5c: readonly [string];
  readonly x5t: string;
}

export interface KeyPair {
  readonly publicKey: CryptoKey;
  readonly privateKey: CryptoKey;
}

/** Of an RSA key, by itself. The public half can be exported. */
export async function certificateOf(pair: KeyPair, nowMs: number): Promise<KeyCertificate> {
  const { subtle } = crypto;
  const publicKey = new Uint8Array((await subtle.exportKey("spki", pair.publicKey)) as ArrayBuffer);
  // RFC 5280 §4.1.2.2: a positive number of at most 20 bytes, another one for each key.
  const serial = (await sha256(publicKey)).slice(0, 16);
  const body = sequence(
    VERSION_3,
    der(INTEGER, Uint8Array.of(1), serial),
    SIGNED_BY,
    NAME,
    sequence(timeOf(nowMs), timeOf(nowMs, VALID_YEARS)),
    NAME,
    publicKey,
    FOR_SIGNATURES,
  );
  const signature = new Uint8Array(await subtle.sign("RSASSA-PKCS1-v1_5", pair.privateKey, body));
  const certificate = sequence(body, SIGNED_BY, der(BIT_STRING, Uint8Array.of(0), signature));
  const digest = new Uint8Array(await subtle.digest("SHA-1", certificate));
  return { x5c: [toBase64(certificate)], x5t: toBase64Url(digest) };
}

const [INTEGER, BIT_STRING, UTF8_STRING, UTC_TIME, GENERALIZED_TIME, SEQUENCE, SET] = [2, 3, 12, 23, 24, 48, 49];

/** Tag, length and content: X.690 §8.1, its lengths in the fewest bytes (§10.1). */
function der(tag: number, ...parts: readonly Uint8Array[]): Bytes {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Uint8Array.from([tag, ...size, ...parts.flatMap((part) => [...part])]);
}
const sequence = (...parts: readonly Uint8Array[]): Bytes => der(SEQUENCE, ...parts);
const ready = (hex: string): Bytes => fromHex(hex) as Bytes;

const VERSION_3 = ready("a003020102");
/** sha256WithRSAEncryption, 1.2.840.113549.1.1.11. */
const SIGNED_BY = ready("300d06092a864886f70d01010b0500");
/** The extension keyUsage, 2.5.29.15, critical: digitalSignature and nothing else. */
const FOR_SIGNATURES = ready("a3123010300e0603551d0f0101ff040403020780");
/** Issuer and subject. It is for people who look at the certificate; the key says whose it is. */
const NAME = sequence(der(SET, sequence(ready("0603550403"), der(UTF8_STRING, utf8("tiqr-edge signing key")))));

/** RFC 5280 §4.1.2.5: from 2050 on, years have four digits. */
function timeOf(nowMs: number, yearsLater = 0): Bytes {
  const date = new Date(nowMs);
  date.setUTCFullYear(date.getUTCFullYear() + yearsLater);
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, "");
  return digits < "2050" ? der(UTC_TIME, utf8(digits.slice(2))) : der(GENERALIZED_TIME, utf8(digits));
}
