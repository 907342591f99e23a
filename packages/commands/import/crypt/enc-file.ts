// privacyIDEA's encryption file (PI_ENCFILE) and the values under its first key (privacyIDEA
// lib/security/default.py): AES-256-CBC. Since 3.8 values are padded as PKCS7 says; before, they
// are the data in hex, then 01 02 and NULs.
import { createDecipheriv, createHash } from "node:crypto";
import { UnreadableExport } from "../record.ts";

const KEY_BYTES = 32;
/** Keys for tokens, settings and values. */
const FILE_BYTES = 3 * KEY_BYTES;
/** A file that is longer is encrypted under a password. */
const MAX_PLAIN_FILE_BYTES = 100;

/** Opens values of tokens; gives undefined for one that is not under this key. */
export interface EncFile {
  open(ivHex: string, cipherHex: string): Buffer | undefined;
}

export function readEncFile(bytes: Uint8Array, password: string | undefined): EncFile {
  const keys = bytes.length > MAX_PLAIN_FILE_BYTES ? decryptFile(bytes, password) : Buffer.from(bytes);
  if (keys.length !== FILE_BYTES)
    throw new UnreadableExport(
      `The encryption file has ${keys.length} bytes, and ${FILE_BYTES} are expected. With another security module than the default, its keys are elsewhere.`,
    );
  const key = keys.subarray(0, KEY_BYTES);
  return {
    open(ivHex, cipherHex) {
      const [iv, cipher] = [Buffer.from(ivHex, "hex"), Buffer.from(cipherHex, "hex")];
      if (iv.length !== 16 || cipher.length === 0 || cipher.length % 16 !== 0) return undefined;
      const plain = decrypt(key, iv, cipher);
      return withoutPkcs7(plain) ?? withoutMark(plain);
    },
  };
}

function decryptFile(bytes: Uint8Array, password: string | undefined): Buffer {
  if (password === undefined)
    throw new UnreadableExport("The encryption file is encrypted: give --enc-password-file, or enter its password.");
  const [ivHex = "", cipherHex = ""] = Buffer.from(bytes).toString("latin1").trim().split(":");
  const [iv, cipher] = [Buffer.from(ivHex, "hex"), Buffer.from(cipherHex, "hex")];
  const isWhole = iv.length === 16 && cipher.length > 0 && cipher.length % 16 === 0;
  const plain = isWhole ? withoutMark(decrypt(createHash("sha256").update(password).digest(), iv, cipher)) : undefined;
  if (!plain) throw new UnreadableExport("The encryption file does not open: the password is wrong, or the file is.");
  return plain;
}

function decrypt(key: Uint8Array, iv: Uint8Array, cipher: Uint8Array): Buffer {
  const decipher = createDecipheriv("aes-256-cbc", key, iv).setAutoPadding(false);
  return Buffer.concat([decipher.update(cipher), decipher.final()]);
}

function withoutPkcs7(plain: Buffer): Buffer | undefined {
  const count = plain.at(-1) ?? 0;
  const isPadded = count >= 1 && count <= 16 && plain.subarray(-count).every((byte) => byte === count);
  return isPadded ? plain.subarray(0, -count) : undefined;
}

function withoutMark(plain: Buffer): Buffer | undefined {
  const end = plain.lastIndexOf(Buffer.from([1, 2]));
  const hex = end < 0 ? "" : plain.subarray(0, end).toString("latin1");
  const isHex = end >= 0 && hex.length % 2 === 0 && /^[0-9a-fA-F]*$/.test(hex);
  return isHex && plain.subarray(end + 2).every((byte) => byte === 0) ? Buffer.from(hex, "hex") : undefined;
}
