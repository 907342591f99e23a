// What the provider of OpenID Connect needs: clients, sessions in browsers, grants, and keys that sign.

import type { Note } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { BrowserSession } from "../oidc/browser-session.ts";
import type { OidcClient, SigningAlgorithm } from "../oidc/client.ts";
import type { AuthorizationCode } from "../oidc/code.ts";
import type { Outcome } from "../reasons.ts";

/** Attributes of a user that applications may see, and the id by which they know the user. */
export interface Person {
  readonly user: string;
  readonly realm: string;
  readonly subject: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly groups: readonly string[];
}

/** A client as stored, with what verifies its secret. Hashes are SHA-256 in hex. */
export interface StoredClient {
  readonly client: OidcClient;
  readonly secretHash: string | null;
  readonly previousSecretHash: string | null;
  readonly createdAtMs: number;
  /** Each change raises it, so it tells whether the client is still as it was read. */
  readonly changedAtMs: number;
}

/** A client as it is added. */
export type NewClient = Pick<StoredClient, "client" | "secretHash" | "createdAtMs">;

export interface ClientStore {
  /** One read. Undefined for an unknown id. */
  find(clientId: string): Promise<StoredClient | undefined>;
  /** The client that guards this host; undefined when none does. */
  findByHost(host: string): Promise<OidcClient | undefined>;
  /** In the order of their names. */
  list(call: AdminCall): Promise<Outcome<{ readonly clients: readonly StoredClient[] }>>;
  look(call: AdminCall, clientId: string): Promise<Outcome<{ readonly stored: StoredClient }>>;
  /** Refuses a host that another client has. */
  add(call: AdminCall, added: NewClient, note: Note): Promise<Outcome<object>>;
  /**
   * Does nothing and gives false when the client is no longer as it was at `readAtMs`, its `changedAtMs`. A client that uses no secret
   * any more loses its secrets.
   */
  change(
    call: AdminCall,
    client: OidcClient,
    readAtMs: number,
    note: Note,
  ): Promise<Outcome<{ readonly changed: boolean }>>;
  /** The secret of before stays valid beside the new one; the one before that ends. */
  rotate(call: AdminCall, clientId: string, secretHash: string, note: Note): Promise<Outcome<object>>;
  /** Its grants end with it: GrantStore finds none of a client that is gone. */
  remove(call: AdminCall, clientId: string, note: Note): Promise<Outcome<object>>;
}

/** What a browser with a session sees at the authorization endpoint: one batch. */
export interface Seen {
  readonly stored: StoredClient | undefined;
  /** Undefined when there is none that is still good. */
  readonly session: BrowserSession | undefined;
  readonly person: Person | undefined;
}

export interface BrowserSessionStore {
  /** Begins a session, if its token is as it was when it answered, and ends `earlier`, the one that the browser had. */
  begin(session: BrowserSession, client: string, earlier: string | undefined): Promise<boolean>;
  /** `clientId`: also reads this client. Marks the session as seen now and then, after the reply. */
  look(sessionId: string | undefined, clientId: string | undefined, nowMs: number): Promise<Seen>;
  /** Ends the session and what it gave but offline access. Gives the clients that may be told, with what was granted them. */
  end(sessionId: string, note: Note): Promise<readonly { readonly clientId: string }[]>;
}

/** What an access token or a refresh token of a grant may still do. */
export interface LiveGrant {
  readonly id: string;
  readonly clientId: string;
  readonly scope: readonly string[];
  readonly session: BrowserSession;
  readonly person: Person;
  readonly refreshNumber: number | undefined;
}

export interface GrantStore {
  /**
   * Spends a code: one batch. A second use revokes what the first one gave. A session or token that has ended meanwhile gives nothing.
   * `refreshes`: whether a refresh token goes with it.
   */
  redeem(code: AuthorizationCode, refreshes: boolean, note: Note): Promise<LiveGrant | "replayed" | "ended">;
  /** Takes refresh token `number` and makes the next one valid. An older number revokes the grant. */
  refresh(grantId: string, clientId: string, number: number, note: Note): Promise<LiveGrant | "replayed" | "ended">;
  /** One read. Undefined when revoked, over, or its token or user has changed. */
  look(grantId: string, nowMs: number): Promise<LiveGrant | undefined>;
  revoke(grantId: string, clientId: string, note: Note): Promise<boolean>;
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
