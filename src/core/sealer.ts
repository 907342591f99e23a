// Encryption at rest, and of what phones, browsers and applications keep for us (decision 031).

import { type Bytes, fromUtf8, utf8 } from "../lib/bytes.ts";

/** The salt of an owner's PIN hashes: always the same, and unknown without our key. */
export type PinSalt = (owner: string) => Promise<Bytes>;

export type SealPurpose =
  | "secret"
  | "pin"
  | "pass"
  | "push"
  | "password"
  | "api-key"
  | "webhook"
  | "job"
  | "session"
  | "browser"
  | "shown-code"
  | "recovery"
  | "cursor"
  | "caller"
  // OpenID Connect, and the cookie for hosts behind a proxy
  | "code"
  | "authorization"
  | "refresh"
  | "grant"
  | "signing-key"
  | "forward-auth"
  | "device"
  | "ciba";

/** `owner` (a serial, a name) is bound to the text: moved to another row, it does not open. */
export interface Sealer {
  seal(purpose: SealPurpose, owner: string, plain: Bytes): Promise<string>;
  /**
   * Whether we have the key of a sealed text. Without it, the root secret is lost or was not given:
   * a login refuses what needs it, where `open` would throw at each try.
   */
  hasKeyOf(sealed: string): boolean;
  /** Gives the same text for the same plain and key, and shows only that. */
  sealAlike(purpose: SealPurpose, owner: string, plain: Bytes): Promise<string>;
  /** Throws when no key opens it: the root secret is lost, or someone changed the row. */
  open(purpose: SealPurpose, owner: string, sealed: string): Promise<Bytes>;
}

export const sealJson = (sealer: Sealer, purpose: SealPurpose, owner: string, what: object): Promise<string> =>
  sealer.seal(purpose, owner, utf8(JSON.stringify(what)));

/** Gives the same text for the same JSON and key. */
export const sealJsonAlike = (sealer: Sealer, purpose: SealPurpose, owner: string, what: object): Promise<string> =>
  sealer.sealAlike(purpose, owner, utf8(JSON.stringify(what)));

/** Anyone can send anything: undefined unless sealed here for this purpose and owner. */
export async function openJson<What>(
  sealer: Sealer,
  purpose: SealPurpose,
  owner: string,
  sealed: string,
): Promise<What | undefined> {
  try {
    return JSON.parse(fromUtf8(await sealer.open(purpose, owner, sealed)));
  } catch {
    return undefined;
  }
}
