// What applications are given for a sign-in: a code, and the tokens that it is redeemed for.

import type { AuditEntry, Note } from "../../audit.ts";
import type { UserReading } from "../../user.ts";
import type { Amr, BrowserSession, Person } from "./browser-sessions.ts";

export interface AuthorizationCode {
  /** Names the grant. 128 random bits in hex. */
  readonly id: string;
  readonly clientId: string;
  /** As the request named it. */
  readonly redirectUri: string;
  readonly scope: readonly string[];
  readonly nonce: string | undefined;
  /** PKCE S256 (RFC 7636); undefined when the client did without. */
  readonly codeChallenge: string | undefined;
  readonly session: BrowserSession;
  readonly expiresAtMs: number;
}

/** Names a grant for the tokens that it has given: src/core/oidc/grants/grant-names.ts. */
export interface GrantName extends UserReading {
  readonly id: string;
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
