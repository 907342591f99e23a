// What a phone does to its token until it has proved its secret.

import type { Note } from "../../audit/audit.ts";
import type { SealedNotification } from "../../token/notification.ts";

/** What an enrolment session stands for. */
export interface EnrolmentView {
  readonly user: string;
  readonly realm: string;
  readonly displayName: string;
  readonly suite: string;
  /** Whether this use may have the metadata. */
  readonly mayFetch: boolean;
  /** How often the phone has fetched the metadata, this time included. */
  readonly fetch: number;
  readonly expiresAtMs: number;
}

export interface EnrolmentSession {
  readonly serial: string;
  /** The hash of the QR code's session. */
  readonly sessionHash: string;
  readonly nowMs: number;
}

export type SessionRefusal = "invalid-session" | "unknown-serial";

/** A secret that came earlier in this session. */
export interface EarlierSecret {
  readonly sealedSecret: string;
  /** The fetch whose session brought it. An earlier version notes none, and allows only one. */
  readonly fetch: number;
  /** Its phone has answered right, or replaced it too often. */
  readonly isFinal: boolean;
}

/** What the phone keeps of the metadata for good. */
export interface KeptMetadata {
  /** Where it will post its answers. */
  readonly authenticationUrl: string;
  readonly serviceIdentifier: string;
}

export interface PhoneEnrolment {
  /** The fetch whose session brings the secret. */
  readonly fetch: number;
  readonly sealedSecret: string;
  /** The identity in the metadata: the phone's name for the account. */
  readonly identity: string;
  readonly notification: SealedNotification | null;
}

export interface EnrolmentStore {
  /**
   * Counts a use of the QR code's session and gives what it stands for, even after enrolment. The
   * first use stores what the phone keeps, and `from`, its place; a repeat from there is no use.
   */
  useSession(session: EnrolmentSession, from: string, kept: KeptMetadata): Promise<EnrolmentView | SessionRefusal>;
  /** Stores the phone's secret, if the QR code was used and no secret has come. */
  enroll(
    session: EnrolmentSession,
    enrolment: PhoneEnrolment,
    note: Note,
  ): Promise<"enrolled" | EarlierSecret | SessionRefusal>;
  /** Puts another secret in place of `before`. False if that was proved or replaced meanwhile. */
  replaceSecret(session: EnrolmentSession, before: string, enrolment: PhoneEnrolment, note: Note): Promise<boolean>;
  /** Takes `before` away and ends the session. False if it was proved or replaced meanwhile. */
  dropSecret(session: EnrolmentSession, before: string, note: Note): Promise<boolean>;
}
