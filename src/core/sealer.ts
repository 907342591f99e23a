// Encryption at rest, and of what phones and browsers keep for us.

import type { Bytes } from "../lib/bytes.ts";

/** The salt of an owner's PIN hashes: the same each time, and unknown to anyone without our key. */
export type PinSalt = (owner: string) => Promise<Bytes>;

export type Sealed =
  | "secret"
  | "pin"
  // The address at which a phone can be woken
  | "push"
  | "password"
  | "api-key"
  | "webhook"
  | "job"
  | "session"
  | "browser"
  | "recovery"
  | "cursor"
  // OpenID Connect: a code, a request that a person is signing in for, a refresh token, the name of a grant in an access token, a
  // private key, a cookie for a proxy's hosts
  | "code"
  | "authorization"
  | "refresh"
  | "grant"
  | "signing-key"
  | "forward-auth";

/**
 * Encryption at rest, and of what a phone or a browser keeps for us. `owner` (a serial, a name) is bound to the sealed text:
 * moved to another row, it does not open.
 */
export interface Sealer {
  seal(purpose: Sealed, owner: string, plain: Bytes): Promise<string>;
  /**
   * Whether the key of a sealed text is among ours. If it is not, the root secret is lost or was not given: a login then refuses what
   * needs it, where `open` would throw at each try.
   */
  hasKeyOf(sealed: string): boolean;
  /** The same text each time for the same plain, under the same key. It shows nothing else. */
  sealAlike(purpose: Sealed, owner: string, plain: Bytes): Promise<string>;
  /** Throws when no key opens it: the root secret is lost, or the row was tampered with. */
  open(purpose: Sealed, owner: string, sealed: string): Promise<Bytes>;
}
