// A secret as tiqr-server-libphp stores it: plain hex, `plain:<hex>`, or `openssl:<cipher>:<key
// id>:<iv>:<tag>:<ciphertext>`, the last three in base64 (tiqr-server-libphp
// library/tiqr/Tiqr/UserSecretStorage).
import { createDecipheriv } from "node:crypto";
import { type Bytes, fromHex } from "../../../../src/lib/bytes.ts";

const CIPHERS: Readonly<Record<string, number>> = {
  "aes-128-cbc": 16,
  "aes-192-cbc": 24,
  "aes-256-cbc": 32,
  "aes-128-gcm": 16,
  "aes-192-gcm": 24,
  "aes-256-gcm": 32,
};

/** A secret of 20 bytes has 28 characters in base64. */
const MAX_NAME_CHARACTERS = 20;

type OpenedSecret = { readonly ok: true; readonly secret: Bytes } | { readonly ok: false; readonly why: string };

const refuse = (why: string): OpenedSecret => ({ ok: false, why });
const secretIn = (hex: string): OpenedSecret => {
  const secret = fromHex(hex);
  return secret && secret.length > 0 ? { ok: true, secret } : refuse("its secret is no hex");
};

/**
 * A damaged record may have the secret itself in this place, and a report would show it. No kind or
 * cipher has so long a name, so only short ones are quoted.
 */
const quotable = (name = ""): string => (name.length <= MAX_NAME_CHARACTERS ? name : "not named");

/** `keys`: each key in hex, by its id in lower case. */
export function openStoredSecret(text: string, keys: ReadonlyMap<string, string>): OpenedSecret {
  if (!text.includes(":")) return secretIn(text);
  const [kind, ...parts] = text.split(":");
  if (kind === "plain" && parts.length === 1) return secretIn(parts[0] ?? "");
  if (kind !== "openssl" || parts.length !== 5) return refuse(`its secret is of an unknown kind, ${quotable(kind)}`);
  const [cipher = "", keyId = "", ...encoded] = parts;
  const [iv, tag, sealed] = encoded.map((part) => Buffer.from(part, "base64")) as [Buffer, Buffer, Buffer];
  const keyBytes = Object.hasOwn(CIPHERS, cipher.toLowerCase()) ? CIPHERS[cipher.toLowerCase()] : undefined;
  if (keyBytes === undefined) return refuse(`its secret is encrypted by ${quotable(cipher)}, which is not supported`);
  const key = fromHex(keys.get(keyId.toLowerCase()) ?? "");
  if (!key || key.length === 0) return refuse(`its secret is under the key ${keyId}, which is not among --keys`);
  if (key.length !== keyBytes)
    return refuse(`the key ${keyId} has ${key.length} bytes, and ${cipher} takes ${keyBytes}`);
  try {
    return secretIn(decrypt(cipher.toLowerCase(), key, iv, tag, sealed));
  } catch {
    return refuse(`its secret does not open under the key ${keyId}`);
  }
}

function decrypt(cipher: string, key: Bytes, iv: Buffer, tag: Buffer, sealed: Buffer): string {
  if (cipher.endsWith("cbc")) {
    const decipher = createDecipheriv(cipher, key, iv);
    return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("latin1");
  }
  // A shorter tag would be accepted by OpenSSL, and is guessed more easily.
  if (tag.length !== 16) throw new Error("the tag must have 16 bytes");
  const decipher = createDecipheriv(cipher as "aes-128-gcm", key, iv).setAuthTag(tag);
  return Buffer.concat([decipher.update(sealed), decipher.final()]).toString("latin1");
}
