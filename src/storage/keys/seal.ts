// Encryption at rest: AES-256-GCM under a derived key, as `<key id>.<base64url of IV and ciphertext>`.
// Purpose and owner are associated data: sealed text moved to another column or another row does not open.

import type { Sealer } from "../../core/ports/sealer.ts";
import { type Bytes, fromBase64Url, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "./keyring.ts";

const IV_BYTES = 12;

const keyIdOf = (sealed: string): string | undefined => sealed.split(".")[0];

export function createSealer(keyring: Keyring): Sealer {
  const keysOf = (sealed: string) => keyring.all.find(({ id }) => id === keyIdOf(sealed));
  const told = new Set<string | undefined>();
  return {
    hasKeyOf(sealed) {
      if (keysOf(sealed)) return true;
      // Every login would log it, and there may be many; the health of the database names it as long as accounts are under it.
      const id = keyIdOf(sealed);
      if (!told.has(id))
        console.error(
          `keys: key ${id} is not among MASTER_KEY and MASTER_KEY_PREVIOUS. Passwords, PINs and phones that were sealed under it are ` +
            "refused. See docs/deploy.md.",
        );
      told.add(id);
      return false;
    },

    async seal(purpose, owner, plain) {
      const { id, sealing } = keyring.newest;
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
      const sealed = await crypto.subtle.encrypt(parameters(iv, purpose, owner), sealing, plain);
      const bytes = new Uint8Array(IV_BYTES + sealed.byteLength);
      bytes.set(iv);
      bytes.set(new Uint8Array(sealed), IV_BYTES);
      return `${id}.${toBase64Url(bytes)}`;
    },

    async open(purpose, owner, sealed) {
      const [id, text = ""] = sealed.split(".");
      const keys = keysOf(sealed);
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
