// Tokens, as enrolment and login need them.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { Check } from "../../token/lock.ts";
import type { SealedNotification } from "../../token/notification.ts";
import type { Subject, SubjectView, TokenMoment } from "../../token.ts";
import type { NamedUser } from "../../user.ts";

export interface NewToken {
  readonly serial: string;
  /** Whether the serial's token may be enrolled again. A generated serial must take over none. */
  readonly mayExist: boolean;
  readonly named: NamedUser;
  /** Whether its user, when new, may take names that mean others today. */
  readonly shadows: boolean;
  readonly description: string | undefined;
  readonly suite: string;
  readonly maxFail: number;
  /** Undefined keeps an existing token's period. */
  readonly validFromMs: number | undefined;
  readonly validUntilMs: number | undefined;
  /** Undefined keeps an existing token's PIN; null: no PIN. */
  readonly sealedPin: string | null | undefined;
  readonly sessionHash: string;
  readonly sessionExpiresAtMs: number;
}

/** `replaced`: a phone had enrolled the token, and has lost it. `taken`: by an existing token. */
export type InitResult = "made" | "replaced" | "taken";

/** What an enrolment session stands for. */
export interface EnrolmentView {
  readonly user: string;
  readonly realm: string;
  readonly displayName: string;
  readonly suite: string;
  /** Uses of the QR code's session, this one included. */
  readonly uses: number;
  readonly expiresAtMs: number;
}

export interface EnrolmentSession {
  readonly serial: string;
  /** The hash of the QR code's session. */
  readonly sessionHash: string;
  readonly nowMs: number;
}

export type SessionRefusal = "invalid-session" | "unknown-serial";

/** The token was enrolled earlier in this session, with this secret. */
export interface EarlierEnrolment {
  readonly sealedSecret: string;
}

/** What the phone keeps of the metadata for good. */
export interface ToldPhone {
  /** Where it will post its answers. */
  readonly authenticationUrl: string;
  readonly serviceIdentifier: string;
}

export interface PhoneEnrolment {
  readonly sealedSecret: string;
  /** The identity in the metadata: the phone's name for the account. */
  readonly identity: string;
  readonly notification: SealedNotification | null;
}

/** A refusal after an earlier look, for the primary to decide. */
export interface JudgedRefusal {
  readonly entry: AuditEntry;
  /** The tokens it counts on. One that counts on none can be repeated by anyone. */
  readonly counts: readonly TokenMoment[];
  /** What the earlier look showed. */
  readonly shown: SubjectView;
}

export interface PrimaryView {
  /** The view before the counting. */
  readonly view: SubjectView;
  /** False when a usable token was not judged, so that nothing was counted: it may open. */
  readonly settled: boolean;
  /** Whether the trail has the refusal, as a row or in a count. */
  readonly noted: boolean;
}

export interface TokenStore {
  /** The slot for the user's new serials. Undefined with one database, or a realm with its own. */
  slotFor(named: NamedUser): Promise<number | undefined>;
  /** Makes a token, or restarts its enrolment: its secret is deleted and its generation rises. */
  init(caller: Caller, token: NewToken, nowMs: number, note: Note): Promise<Outcome<{ readonly result: InitResult }>>;
  /**
   * Counts a use of the QR code's session and gives what it stands for, even after enrolment. The
   * first use stores what the phone is told.
   */
  useSession(session: EnrolmentSession, told: ToldPhone): Promise<EnrolmentView | SessionRefusal>;
  /** Stores the phone's secret once, if the QR code was used. */
  enroll(
    session: EnrolmentSession,
    enrolment: PhoneEnrolment,
    note: Note,
  ): Promise<"enrolled" | EarlierEnrolment | SessionRefusal>;
  /** Reads at the nearest replica, which may lag. */
  view(subject: Subject): Promise<SubjectView>;
  /**
   * Reads on the primary, counts a failure of this check on each of the refusal's tokens that is
   * usable and at its moment, and notes it. A refusal that counts on none is noted if the primary
   * shows the same. One batch, with the same statements for both kinds.
   */
  viewAndCount(
    subject: Subject,
    check: Exclude<Check, "vouched">,
    refusal: JudgedRefusal | undefined,
    nowMs: number,
    /** Also counts on unusable tokens, unless the check's own lock is closed. */
    countsUnusable?: boolean,
  ): Promise<PrimaryView>;
  /** Replaces a PIN's hash by a costlier one, or null for none, unless it has changed. */
  replacePinHash(token: TokenMoment, oldSealedPin: string, newSealedPin: string | null): Promise<void>;
}
