// JWTs: those that clients sign, and those that the provider of OpenID Connect signs.

import type { OidcClient, SigningAlgorithm } from "./clients.ts";

/** Assertions of clients (RFC 7523). */
export interface Assertions {
  /** The claims of a JWS that one of these keys signed, by an algorithm that we take, whatever its times say. Of several it names one. */
  verify(jws: string, jwks: NonNullable<OidcClient["jwks"]>): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** `id`: what the client shows once, by a name of its own. False when it was spent before. It is remembered until this time. */
  spend(clientId: string, id: string, expiresAtMs: number): Promise<boolean>;
}

export interface Signer {
  /** JWS in compact form, by the newest key of that algorithm. `typ`: at+jwt, logout+jwt, or JWT. */
  sign(alg: SigningAlgorithm, typ: string, claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** The claims of a JWS that one of our keys signed, whatever its times say. Undefined for any other text. */
  verify(token: string, typ: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** RFC 7517. No storage call once warm in the isolate. */
  publicKeys(): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
  /** The subject by which the clients of this sector know a user: the same each time, and of no use to those of another. */
  pairwise(sector: string, subject: string): Promise<string>;
}
