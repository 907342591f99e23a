// Tokens, as enrolment and login need them.

import type { AuditEntry, Note } from "../../audit/audit.ts";
import type { Caller } from "../../caller.ts";
import type { Outcome } from "../../reasons.ts";
import type { Check } from "../../token/lock.ts";
import type { Subject, SubjectView, TokenMoment } from "../../token.ts";
import type { NamedUser } from "../../user.ts";
import type { EnrolmentStore } from "./enrolling.ts";

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

/** A refusal after an earlier look, for the primary to decide. */
export interface JudgedRefusal {
  readonly entry: AuditEntry;
  /** The tokens it counts on. One that counts on none can be repeated by anyone. */
  readonly counts: readonly TokenMoment[];
  /** What the earlier look showed. */
  readonly shown: SubjectView;
  /**
   * Whether a known browser, a session or the holder of a link has caused it: where it counts, it
   * has a row of its own. All others share the budget of strangers.
   */
  readonly ofParty: boolean;
}

export interface PrimaryView {
  /** The view before the counting. */
  readonly view: SubjectView;
  /**
   * Whether a failure was counted. None is while a usable token was not judged, which may open, or
   * when those that were judged have changed or are locked: the view says which.
   */
  readonly counted: boolean;
  /** Whether the trail has the refusal, as a row or in a count. */
  readonly noted: boolean;
}

export interface TokenStore extends EnrolmentStore {
  /** The slot for the user's new serials. Undefined with one database, or a realm with its own. */
  slotFor(named: NamedUser): Promise<number | undefined>;
  /** Makes a token, or restarts its enrolment: its secret is deleted and its generation rises. */
  init(caller: Caller, token: NewToken, nowMs: number, note: Note): Promise<Outcome<{ readonly result: InitResult }>>;
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
