import type { Bytes } from "../lib/bytes.ts";

/** The salt of an owner's PIN hashes: always the same, and unknown without our key. */
export type PinSalt = (owner: string) => Promise<Bytes>;

export type SealPurpose =
  | "secret"
  | "pin"
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
  // OpenID Connect, and the cookie for hosts behind a proxy
  | "code"
  | "authorization"
  | "refresh"
  | "grant"
  | "signing-key"
  | "forward-auth";

/**
 * Encryption at rest, and of what phones and browsers keep for us. `owner` (a serial, a name) is
 * bound to the sealed text: moved to another row, it does not open.
 */
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
