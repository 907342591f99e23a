// What signed-in people see and change of their own account. A form could name someone else, so
// every call names the session and reaches only its user's rows.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { AuditEvent } from "../../audit/events.ts";
import type { Area } from "../../self-service.ts";
import type { TokenMoment, TokenRecord } from "../../token.ts";
import type { UserReading } from "../../user.ts";
import type { BrowserSession } from "../oidc/browser-sessions.ts";
import type { NewLink } from "../tokens/links.ts";
import type { UserSession } from "./users.ts";

export interface OwnSession extends UserSession {
  readonly id: string;
}

/** A row of the trail about a sign-in of this person. */
export interface OwnSignIn {
  /** The number of the row, by which a page names it. */
  readonly number: number;
  readonly atMs: number;
  readonly event: AuditEvent;
  readonly serial: string;
  readonly client: string;
  /** The application, if the trail names it. */
  readonly application: string | null;
  readonly proximity: AuditEntry["proximity"];
  readonly browser: AuditEntry["browser"];
  readonly phone: AuditEntry["phone"];
}

export interface OwnAccount {
  readonly tokens: readonly TokenRecord[];
  /** Those that still hold, latest first, up to a bound. */
  readonly sessions: readonly OwnSession[];
  /** The latest, up to a bound, with the logins that a right PIN opened and no phone confirmed. */
  readonly signIns: readonly OwnSignIn[];
  /** The last of those, unless the PIN has been changed since. */
  readonly unconfirmed: OwnSignIn | undefined;
  /** How many recovery codes are left; undefined when there are none. */
  readonly recoveryCodesLeft: number | undefined;
  /** Those on the phone who say that they are this person, and wait for access. */
  readonly waits: readonly { readonly id: string; readonly goodFromMs: number }[];
  /** The area for which a phone has lately confirmed the session. */
  readonly confirmedFor: Area | undefined;
}

/** SHA-256 in hex of the key in the link. */
export interface OwnLink extends Pick<NewLink, "hash" | "asksPin" | "expiresAtMs"> {
  /** A phone that has never answered, which goes. */
  readonly instead: { readonly serial: string; readonly note: Note } | undefined;
}

/** Recovery codes as sealed hashes. */
export interface StoredRecovery {
  readonly id: string;
  readonly sealedHashes: string;
  readonly left: number;
}

export interface UsedRecovery {
  readonly before: StoredRecovery;
  readonly after: StoredRecovery;
  /** The token that the new phone gets. */
  readonly lost: TokenMoment & { readonly serial: string };
  readonly link: Pick<NewLink, "hash" | "expiresAtMs"> & { readonly replaces: string };
}

/** Both are null if there is none, or no such user. */
export interface Mailbox {
  readonly email: string | null;
  /** As a directory says it: a tag such as `nl-NL`. */
  readonly language: string | null;
}

export interface SelfStore {
  /** Reads on the primary, since the last change may be a moment old. */
  look(session: BrowserSession, nowMs: number): Promise<OwnAccount>;
  /** Lets the session make one change in this area. False if it has ended. */
  confirm(session: BrowserSession, area: Area, nowMs: number, note: Note): Promise<boolean>;
  /** Names a phone. False if the person has no such phone. */
  rename(session: BrowserSession, serial: string, name: string, nowMs: number, note: Note): Promise<boolean>;
  /** Spends the confirmation. False without one, or for the last phone without `last`. */
  remove(session: BrowserSession, serial: string, last: boolean, nowMs: number, note: Note): Promise<boolean>;
  /**
   * Sets a new PIN, by serial, to which a sealed text is bound. Ends every other session and spends
   * the confirmation. False without one. `isGiven`: replaces a PIN of the help desk, for which the
   * sign-in of a moment ago stands.
   */
  setPin(
    session: BrowserSession,
    sealedPins: Readonly<Record<string, string>>,
    nowMs: number,
    note: Note,
    isGiven?: boolean,
  ): Promise<boolean>;
  /**
   * Makes a link for another phone, and spends the confirmation. False without one, or if the phone
   * that goes has answered meanwhile.
   */
  addLink(session: BrowserSession, link: OwnLink, nowMs: number, note: Note): Promise<boolean>;
  /** Replaces the recovery codes, and spends the confirmation. False without one. */
  setRecovery(session: BrowserSession, codes: StoredRecovery, nowMs: number, note: Note): Promise<boolean>;
  mailboxOf(owner: UserReading): Promise<Mailbox>;
  recoveryOf(owner: UserReading): Promise<StoredRecovery | undefined>;
  /**
   * Uses a code: the lost token loses its phone, the other tokens are disabled, and the link enrols
   * the lost one again. False if a code was used meanwhile, or the token has changed.
   */
  recover(owner: UserReading, used: UsedRecovery, nowMs: number, note: Note): Promise<boolean>;
  /** Reads on the primary, for a link that acts for its person. */
  tokensOf(owner: UserReading): Promise<readonly TokenRecord[]>;
  /** Ends one session, or all but this one. False if there was none to end. */
  endSessions(
    session: BrowserSession,
    which: { readonly id: string } | "others",
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** Ends all sessions, grants and own links of the person. False if this session has ended. */
  endAll(session: BrowserSession, nowMs: number, note: Note): Promise<boolean>;
  /**
   * Like `endAll`; also disables the token and deletes the recovery codes. `proof`: the token that
   * the PIN has opened. False if the person has no such token, or `proof` changed or got locked.
   */
  disown(
    session: BrowserSession,
    serial: string,
    proof: TokenMoment | undefined,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
}
