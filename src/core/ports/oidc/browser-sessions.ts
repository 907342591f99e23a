// Sign-ins that browsers keep, so that the next application needs no scan.

import type { Note } from "../../audit/audit.ts";
import type { DatabaseName } from "../../shards/slots.ts";
import type { TokenMoment } from "../../token.ts";
import type { UserReading } from "../../user.ts";
import type { OidcClient, StoredClient } from "./clients.ts";

/** How a person signed in (RFC 8176). `swk`: a phone's own key; `otp`: digits typed in from it. */
export type Amr = "swk" | "otp" | "pin" | "mfa";

/** Of a sign-in by a day pass, and of no other. */
export const BY_PASS = ["pin"] as const satisfies readonly Amr[];

export interface BrowserSession extends UserReading {
  /** Random; kept when the person signs in again in this browser. Applications get `sidFor`. */
  readonly id: string;
  readonly serial: string;
  readonly token: TokenMoment;
  readonly amr: readonly Amr[];
  readonly signedInAtMs: number;
  readonly expiresAtMs: number;
  /** The database of the user; undefined where there is one database. */
  readonly database?: DatabaseName | undefined;
}

/** What the browser's cookie stands for. Only the browser has the secret itself. */
export interface BrowserKey {
  /** The session's; undefined in cookies of earlier versions. */
  readonly id?: string | undefined;
  /** SHA-256 in hex. */
  readonly secretHash: string;
  readonly database: DatabaseName | undefined;
}

/** What applications may know of a user, and the id by which they do. */
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

/** A good session and its person. */
export interface LiveSession {
  readonly session: BrowserSession;
  readonly person: Person;
  /** Whether the help desk has read out its PIN. */
  readonly pinGiven?: boolean;
}

/** What a session has of the browser that it begins in. */
export interface SessionOrigin {
  /** SHA-256 in hex of the secret that its cookie will have. */
  readonly secretHash: string;
  /** The address that it came from. */
  readonly client: string;
  /** ../../oidc/sessions/browser-name.ts; undefined from a worker of an earlier version. */
  readonly browser?: string | undefined;
  /** The browser's session until now. */
  readonly earlier: BrowserKey | undefined;
}

/** A session that begins when its login is finalized, unless the earlier one goes on. */
export interface SessionStart extends SessionOrigin {
  readonly id: string;
  readonly lastsMs: number;
}

/** What the authorization endpoint finds for a browser, in one read. */
export interface BrowserContext {
  readonly stored: StoredClient | undefined;
  readonly session: BrowserSession | undefined;
  readonly person: Person | undefined;
  /** The session, if it has not been marked as seen for some time. */
  readonly due: BrowserSession | undefined;
}

export interface BrowserSessionStore {
  /**
   * Begins a session, if its token is as it was when it answered: one batch. The browser's earlier
   * session goes on under the new secret if it is this person's, and ends if it is another's. The
   * same id and secret again find the session that they began.
   */
  begin(session: BrowserSession, origin: SessionOrigin, note: Note): Promise<LiveSession | undefined>;
  /** `clientId`: reads this client too. Only the primary calls it unknown: a replica may lag. */
  look(key: BrowserKey | undefined, clientId: string | undefined, nowMs: number): Promise<BrowserContext>;
  /** Notes that the session is in use. */
  mark(session: BrowserSession, nowMs: number): Promise<void>;
  /** Ends the session of this secret. Cron tells the clients. */
  drop(key: BrowserKey): Promise<void>;
  /** Ends the session and all it gave, except offline access. Gives the clients it was used for. */
  end(session: BrowserSession, note: Note): Promise<readonly OidcClient[]>;
}

export interface LogoutNotice {
  readonly clientId: string;
  /** Checked before each try (src/core/oidc/clients/client-uris.ts). No redirect is followed. */
  readonly uri: string;
  readonly alg: OidcClient["idTokenSignedResponseAlg"];
  /** The session as this client knows it. */
  readonly sid: string;
}

export interface LogoutNotices {
  /** Returns once the notices are kept. They are sent afterwards, and again if that fails. */
  tell(notices: readonly LogoutNotice[]): Promise<void>;
}
