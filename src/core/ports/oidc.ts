// What the provider of OpenID Connect needs: clients, sessions in browsers, and grants. ./signatures.ts has the keys.

import type { AuditEntry, Note } from "../audit.ts";
import type { AdminCall } from "../call.ts";
import type { OidcClient } from "../oidc/clients/client.ts";
import type { AuthorizationCode } from "../oidc/grants/code.ts";
import type { GrantName } from "../oidc/grants/grant-names.ts";
import type { LogoutNotice } from "../oidc/sessions/backchannel.ts";
import type { Amr, BrowserKey, BrowserSession } from "../oidc/sessions/browser-session.ts";
import type { Outcome } from "../reasons.ts";

/** Attributes of a user that applications may see, and the id by which they know the user. */
export interface Person {
  readonly user: string;
  readonly realm: string;
  /** Whether the name ends in `@` and a realm that has users: src/core/oidc/username.ts. */
  readonly endsInRealm: boolean;
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

/** A session that is still good, and its person. */
export interface SignedIn {
  readonly session: BrowserSession;
  readonly person: Person;
}

/** What the authorization endpoint finds for a browser: one read. */
export interface Seen {
  readonly stored: StoredClient | undefined;
  readonly session: BrowserSession | undefined;
  readonly person: Person | undefined;
  /** Set when the session was not marked as seen for some time. */
  readonly due: BrowserSession | undefined;
}

export interface BrowserSessionStore {
  /**
   * Begins a session, if its token is as it was when it answered: one batch. When the browser had a session of this person, that one
   * goes on under the new secret; one of another person ends. The same secret again finds the session that it has begun.
   * `client`: the address that it came from.
   */
  begin(
    session: BrowserSession,
    secretHash: string,
    client: string,
    earlier: BrowserKey | undefined,
    note: Note,
  ): Promise<SignedIn | undefined>;
  /** `clientId`: also reads this client. Only the primary says that there is none, since a replica may lag. */
  look(key: BrowserKey | undefined, clientId: string | undefined, nowMs: number): Promise<Seen>;
  /** Notes that the session is in use. */
  mark(session: BrowserSession, nowMs: number): Promise<void>;
  /** Ends the session whose secret this is. Cron tells the clients. */
  drop(key: BrowserKey): Promise<void>;
  /** Ends the session and what it gave but offline access. Gives the clients that were given something in it. */
  end(session: BrowserSession, note: Note): Promise<readonly OidcClient[]>;
}

export interface LogoutNotices {
  /** Returns once the notices are kept; they are sent then, and again if that fails. */
  tell(notices: readonly LogoutNotice[]): Promise<void>;
}

/** What an access token or a refresh token of a grant may still do. */
export interface LiveGrant {
  readonly name: GrantName;
  readonly clientId: string;
  readonly sessionId: string;
  readonly scope: readonly string[];
  readonly amr: readonly Amr[];
  readonly signedInAtMs: number;
  readonly expiresAtMs: number;
  /** Of the token that answered. */
  readonly serial: string;
  readonly person: Person;
  /** Of the refresh token that is valid now; undefined where there is none. */
  readonly refreshNumber: number | undefined;
}

export interface Refreshed extends LiveGrant {
  /** The refresh token was the one before, shown again at once. Nothing has changed: the successor is the one that there was. */
  readonly isRepeat: boolean;
}

/** The rows of the trail: when tokens are given, and when what was used before has ended a grant. */
export interface GrantEntries {
  readonly given: AuditEntry;
  readonly replayed: AuditEntry;
}

/** A grant is live while it is not over or revoked, its token and user are as they were, and its client is there; without a refresh token also while its session lasts. */
export interface GrantStore {
  /**
   * Spends a code: one batch. A second use revokes what the first one gave. A session or token that has ended meanwhile gives nothing.
   * `refreshes`: whether a refresh token goes with it.
   */
  redeem(
    code: AuthorizationCode,
    refreshes: boolean,
    nowMs: number,
    entries: GrantEntries,
  ): Promise<LiveGrant | "replayed" | "ended">;
  /**
   * Takes a refresh token, and makes the next number valid: one batch. An older number revokes the grant, but for the one before within
   * REFRESH_REPEAT_MS of the last rise. Scopes that were not granted spend nothing.
   */
  refresh(
    token: GrantName & { readonly number: number },
    clientId: string,
    asked: readonly string[] | undefined,
    nowMs: number,
    entries: GrantEntries,
  ): Promise<Refreshed | "replayed" | "ended" | "wider">;
  /** One read. Undefined when it is not live. */
  look(name: GrantName, nowMs: number): Promise<LiveGrant | undefined>;
  revoke(name: GrantName, clientId: string, nowMs: number, note: Note): Promise<void>;
}
