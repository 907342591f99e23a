// JWTs that clients sign, and those that the provider signs.

import type { OidcClient, SigningAlgorithm } from "./clients.ts";

/** What a client has signed, and the type in its header. */
export interface VerifiedAssertion {
  readonly typ: unknown;
  readonly claims: Readonly<Record<string, unknown>>;
}

/** Assertions of clients (RFC 7523). */
export interface Assertions {
  /**
   * What one of the client's keys has signed, at any time; of several, the one that `kid` names.
   */
  verify(
    jws: string,
    client: Pick<OidcClient, "clientId" | "jwks" | "jwksUri">,
    nowMs: number,
  ): Promise<VerifiedAssertion | undefined | "keys-unread">;
  /** `id`: the client's own, good once. False if spent before; kept until `expiresAtMs`. */
  spend(clientId: string, id: string, expiresAtMs: number): Promise<boolean>;
  /** As `spend`, but whoever has spent the id may do so again. */
  spendAs(clientId: string, id: string, whose: string, expiresAtMs: number): Promise<boolean>;
}

export interface Signer {
  /** Compact JWS by the algorithm's newest key. `typ`: at+jwt, logout+jwt, or JWT. */
  sign(alg: SigningAlgorithm, typ: string, claims: Readonly<Record<string, unknown>>): Promise<string>;
  /** The claims of a JWS signed by one of our keys, at any time. Undefined for other texts. */
  verify(token: string, typ: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** RFC 7517. Calls no storage once warm in the isolate. */
  publicKeys(): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
  /** Those of RS256 that have a certificate, with it: x5c and x5t. */
  certifiedKeys(): Promise<{ readonly keys: readonly Readonly<Record<string, unknown>>[] }>;
  /** How a sector's clients know a user: always the same, and of no use to other sectors. */
  pairwise(sector: string, subject: string): Promise<string>;
}

export interface MicrosoftSignatures {
  /** Whether the key `kid` of a tenant has signed this JWS, by RS256. `issuer`: entraIssuerOf. */
  look(
    jws: string,
    kid: string,
    issuer: string,
    nowMs: number,
  ): Promise<"right" | "wrong" | "unknown-key" | "keys-unread">;
}
