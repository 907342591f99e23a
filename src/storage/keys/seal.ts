// Encryption at rest with AES-256-GCM, as `<key id>.<base64url of IV and ciphertext>`. Purpose and
// owner are associated data: sealed text that is moved to another column or row does not open.

import type { Sealer, SealPurpose } from "../../core/sealer.ts";
import { type Bytes, fromBase64Url, toBase64Url, utf8 } from "../../lib/bytes.ts";
import type { Keyring } from "./keyring.ts";

const IV_BYTES = 12;

const keyIdOf = (sealed: string): string | undefined => sealed.split(".")[0];

export function createSealer(keyring: Keyring): Sealer {
  const keysOf = (sealed: string) => keyring.all.find(({ id }) => id === keyIdOf(sealed));
  const reported = new Set<string | undefined>();
  return {
    hasKeyOf(sealed) {
      if (keysOf(sealed)) return true;
      // Every login would log this, so it is logged once; /health names a key that accounts need.
      const id = keyIdOf(sealed);
      if (!reported.has(id))
        console.error(
          `keys: key ${id} is not among MASTER_KEY and MASTER_KEY_PREVIOUS. ` +
            "Passwords, PINs and phones that were sealed under it are refused. See docs/deploy.md.",
        );
      reported.add(id);
      return false;
    },

    seal: (purpose, owner, plain) => seal(crypto.getRandomValues(new Uint8Array(IV_BYTES)), purpose, owner, plain),

    // Two texts under one IV would give away the key that authenticates (NIST SP 800-38D, appendix
    // A). So the IV follows from all that is sealed, as in RFC 5297: another text has another IV.
    async sealAlike(purpose, owner, plain) {
      const whole = new Uint8Array([...associated(purpose, owner), 0, ...plain]);
      const mac = await crypto.subtle.sign("HMAC", keyring.newest.sealingAlike, whole);
      return seal(new Uint8Array(mac, 0, IV_BYTES), purpose, owner, plain);
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

  async function seal(iv: Bytes, purpose: SealPurpose, owner: string, plain: Bytes): Promise<string> {
    const { id, sealing } = keyring.newest;
    const sealed = await crypto.subtle.encrypt(parameters(iv, purpose, owner), sealing, plain);
    const bytes = new Uint8Array(IV_BYTES + sealed.byteLength);
    bytes.set(iv);
    bytes.set(new Uint8Array(sealed), IV_BYTES);
    return `${id}.${toBase64Url(bytes)}`;
  }
}

const associated = (purpose: string, owner: string): Bytes => utf8(`${purpose}\0${owner}`);

const parameters = (iv: Bytes, purpose: string, owner: string) => ({
  name: "AES-GCM",
  iv,
  additionalData: associated(purpose, owner),
});
