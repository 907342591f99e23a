// Tokens, as enrolment and login need them.

import type { AuditEntry, Note } from "../../audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { Check } from "../../token/lock.ts";
import type { SealedNotification } from "../../token/notification.ts";
import type { Subject, SubjectView, TokenMoment } from "../../token.ts";
import type { NamedUser } from "../../user.ts";

export interface NewToken {
  readonly serial: string;
  /** Whether a token of this serial may be enrolled again. A generated serial must not take over a token that has it. */
  readonly mayExist: boolean;
  readonly named: NamedUser;
  /** Whether its user, when new, may take names which mean others today. */
  readonly shadows: boolean;
  readonly description: string | undefined;
  readonly suite: string;
  readonly maxFail: number;
  /** Undefined keeps the period of a token that exists. */
  readonly validFromMs: number | undefined;
  readonly validUntilMs: number | undefined;
  /** Undefined keeps the PIN of a token that exists; null is a token without PIN. */
  readonly sealedPin: string | null | undefined;
  readonly sessionHash: string;
  readonly sessionExpiresAtMs: number;
}

/** How many users have names which the new user would take. */
export interface Shadows {
  readonly shadowed: number;
}

/**
 * `replaced`: the token that was begun again had been enrolled by a phone, which has lost it.
 * `taken`: there is a token of that serial, and it may not be begun again.
 */
export type InitResult = "made" | "replaced" | "taken";

/** The token and user that an enrolment session stands for. */
export interface EnrolmentView {
  readonly user: string;
  readonly realm: string;
  readonly displayName: string;
  readonly suite: string;
  /** How often the QR code's session was used, this time included. */
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

/** The token was enrolled before in the life of this session, with the secret in this sealed text. */
export interface EnrolledBefore {
  readonly sealedSecret: string;
}

/** The parts of the metadata that the phone keeps for good. */
export interface ToldPhone {
  /** The address to which it will post its answers. */
  readonly authenticationUrl: string;
  readonly serviceIdentifier: string;
}

export interface Enrolled {
  readonly sealedSecret: string;
  /** The identity in the metadata: the phone's name for the account. */
  readonly identity: string;
  readonly notification: SealedNotification | null;
}

/** A refusal that an earlier look has led to, and that the primary decides on. */
export interface JudgedRefusal {
  readonly entry: AuditEntry;
  /** The tokens that it counts on. A refusal that counts on none can be repeated by anyone. */
  readonly counts: readonly TokenMoment[];
  /** What the earlier look has shown. */
  readonly shown: SubjectView;
}

export interface PrimaryView {
  /** The view before the counting. */
  readonly view: SubjectView;
  /** False when a usable token was not judged: it may open, so nothing was counted. */
  readonly settled: boolean;
  /** Whether the trail has the refusal, as a row or in a count. */
  readonly noted: boolean;
}

export interface TokenStore {
  /** The slot that new serials of the user contain. Undefined where there is one database, or the user's realm has its own. */
  slotFor(named: NamedUser): Promise<number | undefined>;
  /** Makes a token, or restarts its enrolment: the secret is deleted and the generation rises. */
  init(caller: Caller, token: NewToken, nowMs: number, note: Note): Promise<Outcome<{ readonly result: InitResult }>>;
  /**
   * Counts a use of the QR code's session and tells what it stands for, even when its phone has enrolled. The first use stores
   * what the phone is told.
   */
  useSession(session: EnrolmentSession, told: ToldPhone): Promise<EnrolmentView | SessionRefusal>;
  /** Stores the phone's secret, once, if the QR code was used. */
  enroll(
    session: EnrolmentSession,
    enrolled: Enrolled,
    note: Note,
  ): Promise<"enrolled" | EnrolledBefore | SessionRefusal>;
  /** Reads at the nearest replica, which may lag. */
  view(subject: Subject): Promise<SubjectView>;
  /**
   * Reads on the primary, then counts a failure of this check on each token that the refusal counts on, if it is still usable and at
   * its moment, and notes the refusal. One that counts on none is noted if the primary shows the same. One batch, with the same
   * statements for both kinds.
   */
  viewAndCount(
    subject: Subject,
    check: Exclude<Check, "vouched">,
    refusal: JudgedRefusal | undefined,
    nowMs: number,
    /** Counts on tokens that cannot be used as well, unless the check's own lock is closed. */
    countsUnusable?: boolean,
  ): Promise<PrimaryView>;
  /** Replaces the hash of a PIN by a costlier one, or by null for none, unless the PIN has changed meanwhile. */
  replacePinHash(token: TokenMoment, oldSealedPin: string, newSealedPin: string | null): Promise<void>;
}
