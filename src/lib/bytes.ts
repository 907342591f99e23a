// Bytes and their spellings (hex, base64, base64url, UTF-8), and a comparison in constant time.
// Decoders return undefined for text outside their alphabet: bad input does not throw.

/** Bytes as WebCrypto takes them (never backed by shared memory). */
export type Bytes = Uint8Array<ArrayBuffer>;

/** Returns `length` random bytes. Inner rings take it as an argument: they draw none themselves. */
export type RandomBytes = (length: number) => Bytes;

const ENCODER = new TextEncoder();
const DECODER = new TextDecoder();

export const utf8 = (text: string): Bytes => ENCODER.encode(text) as Bytes;

/** Decodes UTF-8. Bytes that are not UTF-8 become U+FFFD. */
export const fromUtf8 = (bytes: Uint8Array | ArrayBuffer): string => DECODER.decode(bytes);

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

export function toHex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** 128 bits in hex: nobody guesses it, and no two are equal. */
export const randomId = (randomBytes: RandomBytes): string => toHex(randomBytes(16));

/** Decodes hex of either case. Undefined when `text` has an odd length or another character. */
export function fromHex(text: string): Bytes | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

export function toBase64(bytes: Uint8Array): string {
  let binary = "";
  for (const b of bytes) binary += String.fromCharCode(b);
  return btoa(binary);
}

/** Decodes standard base64 with its padding. */
export function fromBase64(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined;
  try {
    return bytesOf(atob(text));
  } catch {
    return undefined; // a length that base64 cannot have
  }
}

/** `binary` has one character for each byte. `Uint8Array.from` takes ten times as long. */
function bytesOf(binary: string): Bytes {
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

export const toBase64Url = (bytes: Uint8Array): string =>
  toBase64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Decodes base64url without padding. */
export const fromBase64Url = (text: string): Bytes | undefined =>
  /^[A-Za-z0-9_-]*$/.test(text) ? fromBase64(text.replaceAll("-", "+").replaceAll("_", "/")) : undefined;

/** SHA-256 in hex, for storing only the hash of a random text, which needs no salt. */
export const sha256Hex = async (text: string): Promise<string> => toHex(await sha256(text));

export const sha256 = async (content: string | Bytes): Promise<Bytes> =>
  new Uint8Array(await crypto.subtle.digest("SHA-256", typeof content === "string" ? utf8(content) : content));

/** The time depends on the lengths only: a guesser must not measure how many bytes were right. */
export function equalInConstantTime(a: Uint8Array, b: Uint8Array): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < a.length; i++) difference |= (a[i] ?? 0) ^ (b[i] ?? 0);
  return difference === 0;
}
