// What applications get for a sign-in: a code, and the tokens that it is redeemed for.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { UserReading } from "../../user.ts";
import type { Amr, BrowserSession, Person } from "./browser-sessions.ts";
import type { StoredClient } from "./clients.ts";

export interface AuthorizationCode {
  /** Names the grant: 128 random bits in hex. */
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

/** Names a grant in its tokens: src/core/oidc/grants/grant-names.ts. */
export interface GrantName extends UserReading {
  readonly id: string;
}

/** What the tokens of a grant may still do. */
export interface LiveGrant {
  readonly name: GrantName;
  readonly clientId: string;
  readonly sessionId: string;
  readonly scope: readonly string[];
  readonly amr: readonly Amr[];
  readonly signedInAtMs: number;
  readonly expiresAtMs: number;
  /** The serial of the token that answered. */
  readonly serial: string;
  readonly person: Person;
  /** The number of the valid refresh token; undefined if there is none. */
  readonly refreshNumber: number | undefined;
}

export interface RefreshedGrant extends LiveGrant {
  /** The previous refresh token came again at once. Nothing has changed, the successor included. */
  readonly isRepeat: boolean;
}

/** The audit rows for tokens given, and for a grant ended because something was used twice. */
export interface GrantEntries {
  readonly given: AuditEntry;
  readonly replayed: AuditEntry;
}

/**
 * A grant is live until it is over or revoked, its token or user changes, or its client goes;
 * without a refresh token also only while its session lasts.
 */
export interface GrantStore {
  /**
   * Spends a code: one batch. A second use revokes what the first gave. If session or token have
   * ended, it gives nothing. `refreshes`: whether to give a refresh token.
   */
  redeem(
    code: AuthorizationCode,
    refreshes: boolean,
    nowMs: number,
    entries: GrantEntries,
  ): Promise<LiveGrant | "replayed" | "ended">;
  /**
   * Takes a refresh token and makes the next number valid: one batch. An older number revokes the
   * grant, except the previous one within REFRESH_REPEAT_MS. Scopes not granted spend nothing.
   */
  refresh(
    token: GrantName & { readonly number: number },
    clientId: string,
    scopes: readonly string[] | undefined,
    nowMs: number,
    entries: GrantEntries,
  ): Promise<RefreshedGrant | "replayed" | "ended" | "wider">;
  /** One read. Undefined when the grant is not live. */
  look(name: GrantName, nowMs: number): Promise<LiveGrant | undefined>;
  /** The same for a request that is not known to be the client's yet, with what proves that. */
  lookWithClient(
    name: GrantName | undefined,
    clientId: string,
    nowMs: number,
  ): Promise<{ readonly stored: StoredClient | undefined; readonly grant: LiveGrant | undefined }>;
  revoke(name: GrantName, clientId: string, nowMs: number, note: Note): Promise<void>;
}
