// Encryption at rest: AES-256-GCM under a derived key, as `<key id>.<base64url of IV and ciphertext>`.
// Purpose and owner are associated data: sealed text moved to another column or another row does not open.

import type { Sealer } from "../../core/ports/sealer.ts";
import { type Bytes, fromBase64Url, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "./keyring.ts";

const IV_BYTES = 12;

export function createSealer(keyring: Keyring): Sealer {
  const { id, sealing, sameIv } = keyring.newest;

  async function sealWith(iv: Bytes, purpose: string, owner: string, plain: Bytes): Promise<string> {
    const sealed = await crypto.subtle.encrypt(parameters(iv, purpose, owner), sealing, plain);
    const bytes = new Uint8Array(IV_BYTES + sealed.byteLength);
    bytes.set(iv);
    bytes.set(new Uint8Array(sealed), IV_BYTES);
    return `${id}.${toBase64Url(bytes)}`;
  }

  return {
    seal: (purpose, owner, plain) => sealWith(crypto.getRandomValues(new Uint8Array(IV_BYTES)), purpose, owner, plain),

    async sealAlike(purpose, owner, plain) {
      // An IV that came with another text would give both away. This one is a MAC of all that is sealed under it.
      const mac = await crypto.subtle.sign("HMAC", sameIv, utf8(JSON.stringify([purpose, owner, toBase64Url(plain)])));
      return sealWith(new Uint8Array(mac).slice(0, IV_BYTES), purpose, owner, plain);
    },

    async open(purpose, owner, sealed) {
      const [id, text = ""] = sealed.split(".");
      const keys = keyring.all.find((candidate) => candidate.id === id);
      if (!keys)
        throw new Error(
          `the ${purpose} of ${owner} was sealed under key ${id}, which is not among MASTER_KEY and MASTER_KEY_PREVIOUS`,
        );
      const bytes = fromBase64Url(text) ?? new Uint8Array();
      try {
        const iv = bytes.slice(0, IV_BYTES);
        return new Uint8Array(
          await crypto.subtle.decrypt(parameters(iv, purpose, owner), keys.sealing, bytes.slice(IV_BYTES)),
        );
      } catch {
        throw new Error(`the ${purpose} of ${owner} does not open: it was changed, or belongs to another row`);
      }
    },
  };
}

const parameters = (iv: Bytes, purpose: string, owner: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: utf8(`${purpose}\0${owner}`),
});
