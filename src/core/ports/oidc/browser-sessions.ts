// Sessions of OpenID Connect: sign-ins that browsers keep, so that the next application needs no scan.

import type { Note } from "../../audit.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { TokenMoment } from "../../token.ts";
import type { UserReading } from "../../user.ts";
import type { OidcClient, StoredClient } from "./clients.ts";

/** How a person has signed in: RFC 8176. `swk`: a phone with a key of its own; `otp`: digits typed in from it. */
export type Amr = "swk" | "otp" | "pin" | "mfa";

export interface BrowserSession extends UserReading {
  /** Random, and the same when the person signs in again in this browser before it runs out. Applications never see it: they get `sidFor`. */
  readonly id: string;
  readonly serial: string;
  readonly token: TokenMoment;
  readonly amr: readonly Amr[];
  readonly signedInAtMs: number;
  readonly expiresAtMs: number;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
}

/** What the browser's cookie stands for. The secret itself is in the browser alone. */
export interface BrowserKey {
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly database: DatabaseName | undefined;
}

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

export interface LogoutNotice {
  readonly clientId: string;
  /** Looked at once more before each try (src/core/oidc/clients/client-uris.ts). Redirects are not followed. */
  readonly uri: string;
  readonly alg: OidcClient["idTokenSignedResponseAlg"];
  /** The session as this client knows it. */
  readonly sid: string;
}

export interface LogoutNotices {
  /** Returns once the notices are kept; they are sent then, and again if that fails. */
  tell(notices: readonly LogoutNotice[]): Promise<void>;
}
