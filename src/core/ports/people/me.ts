// What a signed-in person sees and changes of the own account. Every call names the session that makes it, and reaches the rows of its
// user alone, whatever a form says.

import type { Note } from "../../audit.ts";
import type { AuditEvent } from "../../events.ts";
import type { Area } from "../../self-service.ts";
import type { TokenMoment, TokenRecord } from "../../token.ts";
import type { UserReading } from "../../user.ts";
import type { BrowserSession } from "../oidc/browser-sessions.ts";
import type { NewLink } from "../tokens/links.ts";

export interface OwnSession {
  readonly id: string;
  readonly serial: string;
  /** The address that it came from. */
  readonly client: string;
  readonly signedInAtMs: number;
  readonly seenAtMs: number;
}

/** A row of the trail about a sign-in of this person. */
export interface OwnSignIn {
  readonly atMs: number;
  readonly event: AuditEvent;
  readonly serial: string;
  readonly client: string;
  /** The name of the application that was signed in to, where the trail has it. */
  readonly application: string | null;
}

export interface OwnAccount {
  readonly tokens: readonly TokenRecord[];
  /** Those that are good, a bounded number, the latest first. */
  readonly sessions: readonly OwnSession[];
  /** The latest, a bounded number. */
  readonly signIns: readonly OwnSignIn[];
  /** How many recovery codes are left; undefined when there are none. */
  readonly recoveryCodesLeft: number | undefined;
  /** The change for which a phone has confirmed the session lately. */
  readonly confirmedFor: Area | undefined;
}

/** SHA-256 in hex of the key in the link. */
export type OwnLink = Pick<NewLink, "hash" | "asksPin" | "expiresAtMs">;

/** Recovery codes, as sealed hashes. */
export interface StoredRecovery {
  readonly id: string;
  readonly sealedHashes: string;
  readonly left: number;
}

export interface UsedRecovery {
  readonly before: StoredRecovery;
  readonly after: StoredRecovery;
  /** The token that the new phone will get. */
  readonly lost: TokenMoment & { readonly serial: string };
  readonly link: Pick<NewLink, "hash" | "expiresAtMs"> & { readonly replaces: string };
}

export interface SelfStore {
  /** Reads on the primary, since the change before may be a moment old. */
  look(session: BrowserSession, nowMs: number): Promise<OwnAccount>;
  /** Lets the session make one change in this area. False when it has ended. */
  confirm(session: BrowserSession, area: Area, nowMs: number, note: Note): Promise<boolean>;
  /** Gives a phone its name. False when the person has no such phone. */
  rename(session: BrowserSession, serial: string, name: string, nowMs: number, note: Note): Promise<boolean>;
  /** Removes a phone, and spends the confirmation. False when there is no confirmation, or without `last` no other phone. */
  remove(session: BrowserSession, serial: string, last: boolean, nowMs: number, note: Note): Promise<boolean>;
  /**
   * Gives these tokens a new PIN, which ends every other session, and spends the confirmation. A sealed text is bound to a serial, so
   * it is filed under it. False when there is no confirmation.
   */
  setPin(
    session: BrowserSession,
    sealedPins: Readonly<Record<string, string>>,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** Makes a link by which the person registers another phone, and spends the confirmation. False when there is no confirmation. */
  addLink(session: BrowserSession, link: OwnLink, nowMs: number, note: Note): Promise<boolean>;
  /** Puts new recovery codes in place of the earlier ones, and spends the confirmation. False when there is no confirmation. */
  setRecovery(session: BrowserSession, codes: StoredRecovery, nowMs: number, note: Note): Promise<boolean>;
  /** The e-mail address that the user has; null for none, and for a user who is not known. */
  emailOf(owner: UserReading): Promise<string | null>;
  recoveryOf(owner: UserReading): Promise<StoredRecovery | undefined>;
  /**
   * Uses a code: the person's phones are dead, the other tokens disabled, and the link enrols the lost one again. False when a code was
   * used meanwhile, or the token is no longer at its moment.
   */
  recover(owner: UserReading, used: UsedRecovery, nowMs: number, note: Note): Promise<boolean>;
  /** Reads on the primary. For an enrolment link, which acts for its person. */
  tokensOf(owner: UserReading): Promise<readonly TokenRecord[]>;
  /** Ends one session of the person, or all but this one. False when there was none to end. */
  endSessions(
    session: BrowserSession,
    which: { readonly id: string } | "others",
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
  /** Ends every session of the person, this one too, and every link that the person has made. False when this session has ended. */
  endAll(session: BrowserSession, nowMs: number, note: Note): Promise<boolean>;
  /**
   * As `endAll`, and disables the token of a sign-in that was not the person's, and deletes the recovery codes. `proof`: the token that
   * the person's PIN has opened. False when the person has no such token, when the proof no longer holds, or when wrong PINs have
   * closed its lock meanwhile.
   */
  disown(
    session: BrowserSession,
    serial: string,
    proof: TokenMoment | undefined,
    nowMs: number,
    note: Note,
  ): Promise<boolean>;
}
