// What a sign-in at Microsoft Entra asks of the storage: docs/entra.md.

/** `keys-unread`: Microsoft's keys could not be read. */
export type HintSignature = "right" | "wrong" | "unknown-key" | "keys-unread";

export interface Entra {
  /** Whether Microsoft has signed this JWS (RS256) with the key `kid`, for this tenant. */
  signatureOf(jws: string, kid: string, signedBy: Publisher, nowMs: number): Promise<HintSignature>;
  /** The name of the user of this realm who has the object id. */
  personOf(realm: string, objectId: string): Promise<string | undefined>;
}

export interface Publisher {
  /** The login host of the tenant's cloud. */
  readonly host: string;
  readonly tenant: string;
}
